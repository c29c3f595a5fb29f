import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.embedded.users import ROOT, environment


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that the account of PostgreSQL can walk into, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="salesgym-services-"))
    folder.chmod(0o755)
    yield folder
    subprocess.run(
        [sys.executable, "-m", "salesgym.services", "stop"], cwd=ROOT, env=environment(folder), check=False
    )
    shutil.rmtree(folder, ignore_errors=True)
