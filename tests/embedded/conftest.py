from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.embedded.users import data_folder


@pytest.fixture
def data() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder
