"""Browsers for the pages about people."""

import pytest

from tests.people.first_start import claim


@pytest.fixture
def dana(client):
    """A browser of the first manager, who has answered the first page."""
    claim(client)
    return client
