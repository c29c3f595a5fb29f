from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import kept_cluster
from tests.embedded.users import data_folder


@pytest.fixture
def data() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder


@pytest.fixture
def laid_out(data: Path) -> None:
    """The data folder has a cluster already: for tests of what comes after it was laid out."""
    kept_cluster.lay_out(data)
