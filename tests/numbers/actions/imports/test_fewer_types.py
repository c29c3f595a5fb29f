"""Calls and mails in two files: the second lowers nothing unless somebody says so."""

import pytest

from salesgym.numbers.actions.imports import choosing, intake, lacks
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.models import WeeklyValue
from tests.numbers.bringing import AT, compare, say_yes, take

pytestmark = pytest.mark.django_db
HEAD = "Type,Owner,Date\n"


def activities(rep, **counts):
    lines = "".join(f"{name},{rep.email},2026-11-09\n" * count for name, count in counts.items())
    return (HEAD + lines).encode()


def outreach():
    return [
        int(value)
        for value in WeeklyValue.objects.filter(metric__key="outreach").values_list("value", flat=True)
    ]


def test_a_file_of_mails_after_one_of_calls_lowers_nothing(rep):
    take(activities(rep, Call=18), kind="activities")

    file = compare(activities(rep, Email=10), kind="activities")

    [lack] = lacks.found(file)
    assert (lack.code, lack.count, lack.details["types"]) == (Code.FEWER_TYPES, 1, "Call")
    assert (file.changed, file.unchanged) == (0, 1)
    say_yes(file)
    assert outreach() == [18]


def test_the_lower_number_goes_in_where_somebody_takes_the_files(rep):
    take(activities(rep, Call=18), kind="activities")
    file = compare(activities(rep, Email=10), kind="activities")

    choosing.choose(import_id=file.pk, chosen={"fewer_types": "take"})
    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()

    assert (file.state, file.changed) == ("ready", 1)
    say_yes(file)
    assert outreach() == [10]


def test_the_same_types_correct_a_number_downward_without_a_word(rep):
    take(activities(rep, Call=18), kind="activities")

    file = compare(activities(rep, Call=12), kind="activities")

    assert lacks.found(file) == ()
    say_yes(file)
    assert outreach() == [12]


def test_more_types_than_before_add_up(rep):
    take(activities(rep, Call=18), kind="activities")

    file = compare(activities(rep, Call=18, Email=10), kind="activities")

    assert lacks.found(file) == ()
    say_yes(file)
    assert outreach() == [28]
