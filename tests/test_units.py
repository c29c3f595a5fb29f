"""The units of docs/units run what docs/OPERATIONS.md says, and stopping one leaves the servers to the others."""

import re
from configparser import ConfigParser

from django.conf import settings

FOLDER = settings.BASE_DIR / "docs" / "units"
RUN = "python -m salesgym.services run -- "
WORKER_SECONDS = 60
# Five times SALESGYM_EMAIL_TIMEOUT, as long as one mail may take.
MAIL_SECONDS = 100
SERVERS, MIGRATION = BEFORE = ("salesgym-services.service", "salesgym-migrate.service")


def units():
    found = {}
    for path in sorted(FOLDER.glob("*.service")):
        found[path.name] = ConfigParser(interpolation=None, strict=False)
        found[path.name].optionxform = str
        found[path.name].read(path)
    return found


def test_units_run_the_commands_of_the_document_and_the_document_names_them_all():
    document = (settings.BASE_DIR / "docs" / "OPERATIONS.md").read_text()
    written = set(
        re.findall(
            rf"^\.venv/bin/{RUN}(\.venv/\S+ salesgym\S*.*|\.venv/\S+ --app.*)$", document, re.MULTILINE
        )
    )
    # Systemd reads one percent sign as the beginning of a word of its own.
    ran = {
        unit["Service"]["ExecStart"].split(RUN)[1].replace("%%", "%")
        for name, unit in units().items()
        if name not in BEFORE
    }

    assert len(written) >= 4
    assert ran == written
    assert not [name for name in units() if name.removesuffix(".service") not in document]


def test_the_servers_have_a_unit_of_their_own_that_the_others_wait_for():
    """Their supervisor is a child of whoever comes first, and systemd ends all children of the unit that it stops."""
    others = units()
    servers = others.pop(SERVERS)["Service"]

    # Ready means that the servers answer: the command after `run --` begins then.
    assert servers["Type"] == "notify"
    assert "systemd-notify --ready" in servers["ExecStart"].split(RUN)[1]
    assert servers["ExecStop"].endswith("-m salesgym.services stop")
    for name, unit in others.items():
        waits_for = [SERVERS] if name == MIGRATION else [SERVERS, MIGRATION]
        assert unit["Unit"]["Requires"].split() == unit["Unit"]["After"].split() == waits_for, name


def test_a_unit_that_is_stopped_finishes_its_mail_first():
    for name, unit in units().items():
        if name not in BEFORE:
            least = MAIL_SECONDS if "mail" in name else WORKER_SECONDS
            assert int(unit["Service"]["TimeoutStopSec"]) >= least, name
            # To the first process alone, which lets those that work for it finish.
            assert unit["Service"]["KillMode"] == "mixed", name
