"""The browser of a manager."""

import pytest

from tests.factories.numbers import standard_metrics


@pytest.fixture
def dana(client, rep, manager):
    """Dana's browser; Marcus is one of Dana's reps."""
    standard_metrics()
    client.force_login(manager)
    return client
