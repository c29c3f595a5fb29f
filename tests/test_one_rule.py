"""A rule that many pages ask stands in one module, and nobody writes it out again."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLOCK = "salesgym/people/models/clock.py"


def modules_with(pattern: str) -> list[str]:
    """Modules of ours, migrations apart, in which a line matches."""
    return [
        str(path.relative_to(ROOT))
        for part in ("salesgym", "plans", "coaching")
        for path in sorted((ROOT / part).rglob("*.py"))
        if "migrations" not in path.parts and re.search(pattern, path.read_text())
    ]


def test_who_is_a_member_a_manager_or_away_today_is_asked_in_one_module() -> None:
    assert modules_with(r"\bToday\(\)") == [CLOCK]


def test_the_clock_is_read_in_two_modules_and_leases_alone_ask_the_database() -> None:
    leases = ["salesgym/notices/actions/claim.py", "salesgym/numbers/actions/imports/work.py"]

    assert modules_with(r"timezone\.now\b|\blocaldate\b|datetime\.now\(|date\.today\(") == [
        "salesgym/clock.py"
    ]
    assert modules_with(r"\bNow\(\)|statement_timestamp|\bnow\(\) [%A]") == [*leases, CLOCK]


def test_which_plans_are_signed_and_not_closed_is_said_on_the_plan() -> None:
    listed = r"Status\.ACTIVE, (Plan\.|self\.)?Status\.PAUSED, (Plan\.|self\.)?Status\.IN_REVIEW"

    assert modules_with(listed) == ["plans/models/plan.py"]


def test_the_day_of_the_organization_is_worked_out_by_the_organization() -> None:
    assert modules_with(r"(current\(\)|organization|organization\([^()]*\))\.time_zone\)") == []


def test_a_day_has_its_year_where_it_is_another_by_one_function() -> None:
    assert modules_with(r"\"j M\" if|else \"j M Y\"|words\.day\(.*else words\.full_day") == [
        "salesgym/numbers/pages/days.py"
    ]


def test_stalled_is_decided_by_the_rules_of_a_status() -> None:
    assert modules_with(r"\bis_silent\(") == ["plans/calculations/status.py"]


def test_no_page_makes_the_words_of_its_values_anew() -> None:
    """A view or a mail makes one `Sayers` of the organization's currency and hands it down."""
    pages = ("plans/pages/", "coaching/pages/", "salesgym/numbers/pages/")
    words = "salesgym/numbers/pages/values.py"
    making = modules_with(r"\bSayers\(")

    assert [name for name in making if name.startswith(pages) and name != words] == []


def test_the_words_of_a_status_stand_in_one_module() -> None:
    words = r"[\"'](Stalled|On track|Needs a push|Waiting to start)[\"']"
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]

    assert modules_with(rf"gettext\w*\({words}|_\({words}") == ["plans/pages/status.py"]
    assert [path.name for path in templates if re.search(words, path.read_text())] == []
