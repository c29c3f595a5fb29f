"""What moves with the slider: every name in the templates and the script is a field, and every field has a place."""

import re
from dataclasses import fields
from pathlib import Path

from plans.pages.big_picture.slots import (
    FairSlots,
    MoneyBar,
    MoneySlots,
    PeerSlots,
    Slots,
    StageSlots,
    TellingSlots,
)

ROOT = Path(__file__).parents[3]
TEMPLATES = [
    *(ROOT / "templates/plans/wizard").glob("*.html"),
    *(ROOT / "templates/plans/big_picture").glob("*.html"),
    ROOT / "templates/charts/peer_dots.svg",
    ROOT / "templates/_worked_out.html",
]
SCRIPT = ROOT / "static/js/big_picture.js"
PLACE = re.compile(r'data-(?:slot|at|show|x|dots)="([^"]+)"')
VALUE = re.compile(r"(?<=\bs\.)\w+")
LINES = re.compile(r'slot="(\w+_line)"')
# How templates write the names that end with the number of a stage, the key of a metric or the place of a line.
NUMBER, KEY, LINE = "{{ row.number }}", "{{ gain.slot }}", "{{ slot }}{{ forloop.counter0 }}"

STOP = Slots(
    say="26%",
    said="26%.",
    money=MoneySlots("$3,900", "+$39,000", "+$3,900", "$15,600", "Likely."),
    bar=MoneyBar("$1,700", "$6,200", 20, 45, 80, 20, 80),
    telling=TellingSlots("9 weeks", "to be sure", "It fits.", True, 50, 100, True),
    peers=PeerSlots("3 of 9", "peers hold it.", 3, 120.0, 120.0),
    fair=FairSlots("Fair.", "In 2 of 10 plans.", is_fair=True),
    stages={1: StageSlots("62", "+8", 60, 8)},
    gains={"wins": "+2"},
    money_lines=("The number goes up.",),
    weeks_lines=("A real change.",),
)


def single_names() -> set[str]:
    parts = (MoneySlots, MoneyBar, TellingSlots, PeerSlots, FairSlots)
    return {"say", "said"} | {field.name for part in parts for field in fields(part)}


def texts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES)


def places() -> set[str]:
    """Each place of the templates, as the name of a field or of a family of names."""
    return set(PLACE.findall(texts()))


def test_every_place_of_the_templates_is_a_field():
    families = {f"{field.name}{NUMBER}" for field in fields(StageSlots)} | {KEY, LINE}

    assert places() - families <= single_names()
    assert set(VALUE.findall(texts())) <= single_names()
    assert set(LINES.findall(texts())) == {"money_line", "weeks_line"}


def test_every_field_has_a_place():
    shown = places() | set(re.findall(r"\bdata-(said)\b", texts()))

    assert single_names() <= shown
    assert {f"{field.name}{NUMBER}" for field in fields(StageSlots)} <= shown
    assert {KEY, LINE} <= shown


def test_the_script_reads_no_name_that_is_none():
    read = set(re.findall(r"\bstop\.(\w+)", SCRIPT.read_text(encoding="utf-8")))

    assert read - {"at"} <= single_names()


def test_a_stop_gives_each_value_by_its_name():
    named = STOP.as_dict()

    assert set(named) == single_names() | {
        *("after1", "gain1", "bar1", "extra1"),
        *("extra_wins", "money_line0", "weeks_line0"),
    }
    assert (named["after1"], named["extra_wins"], named["low_at"]) == ("62", "+2", 20)
