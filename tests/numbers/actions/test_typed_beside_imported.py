"""Where a week has a typed and an imported number the import counts, and nothing typed is lost."""

from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesgym.numbers.actions import deal_values, weekly_values
from salesgym.numbers.actions.imports import intake, undoing
from salesgym.numbers.actions.weekly_values import StaleWeek
from salesgym.numbers.models import Deal, ImportChange, TeamWeek, WeeklyValue
from tests.factories.imports import ImportFactory
from tests.factories.numbers import WeeklyValueFactory, standard_metrics
from tests.numbers.bringing import AT, compare, csv_of, say_yes, take

MONDAY = date(2026, 11, 2)
TYPED_AT = datetime(2026, 11, 10, 8, tzinfo=UTC)


def enter(rep, value, *, by=None, at=TYPED_AT, **options):
    week = {"rep": rep, "week_start": MONDAY, "values": {standard_metrics()["outreach"]: value}}
    return weekly_values.enter_week(**week, by=by or rep, at=at, **options)


def bring(value, **options):
    return take(csv_of("Rep,Week,Outreach", f"Marcus Bell,{MONDAY},{value}"), **options)


def undo(file):
    undoing.undo(import_id=file.pk, by=None, at=AT)


def stored():
    """Value and source of the one number, and what stands beside it."""
    found = WeeklyValue.objects.get(metric__key="outreach")
    return found.value, found.source, found.typed_value


def test_a_typed_number_stays_beside_the_import_with_who_and_when(rep, manager):
    enter(rep, Decimal(12), by=manager)

    file = bring(14)

    value = WeeklyValue.objects.get()
    assert (value.value, value.source, value.origin) == (14, "import", file)
    assert (value.typed_value, value.typed_by, value.typed_at) == (12, manager, TYPED_AT)
    assert (file.changed, file.conflicts) == (1, 0)


def test_what_is_typed_beside_an_import_moves_no_number_and_wakes_nobody(
    rep, django_capture_on_commit_callbacks
):
    bring(14)
    sums = list(TeamWeek.objects.values())

    with django_capture_on_commit_callbacks() as woken:
        enter(rep, Decimal(12))

    assert stored() == (14, "import", 12)
    assert list(TeamWeek.objects.values()) == sums
    assert woken == []


def test_typing_names_the_metrics_of_which_the_import_counts(rep):
    metrics = standard_metrics()
    bring(14)
    values = {metrics["outreach"]: Decimal(12), metrics["meetings"]: Decimal(3)}

    beside = weekly_values.enter_week(rep=rep, week_start=MONDAY, values=values, by=rep, at=TYPED_AT)

    assert beside == (metrics["outreach"],)
    assert enter(rep, Decimal(12)) == ()
    assert enter(rep, None) == ()


def test_what_stands_beside_is_taken_away_by_whoever_empties_the_field(rep):
    bring(14)
    enter(rep, Decimal(12))

    enter(rep, None)

    value = WeeklyValue.objects.get()
    assert (value.value, value.typed_value, value.typed_by, value.typed_at) == (14, None, None, None)


def test_what_somebody_typed_beside_meanwhile_is_never_typed_over_unseen(rep):
    bring(14)
    enter(rep, Decimal(12))

    with pytest.raises(StaleWeek):
        enter(rep, Decimal(13), seen="")

    assert stored() == (14, "import", 12)


def test_an_undone_import_gives_the_typed_number_back_with_who_and_when(rep, manager):
    enter(rep, Decimal(12), by=manager)
    file = bring(14)

    undo(file)

    value = WeeklyValue.objects.get()
    assert (value.value, value.source, value.origin) == (12, "typed", None)
    assert (value.entered_by, value.entered_at) == (manager, TYPED_AT)
    assert (value.typed_value, value.typed_by, value.typed_at) == (None, None, None)


@pytest.mark.parametrize("first", [None, Decimal(12)])
def test_an_undone_import_gives_back_what_was_typed_after_it(rep, first):
    enter(rep, first)
    file = bring(14)
    enter(rep, Decimal(13))

    undo(file)

    assert stored() == (13, "typed", None)


def test_an_undone_import_does_not_bring_back_what_was_deleted_after_it(rep):
    enter(rep, Decimal(12))
    file = bring(14)
    enter(rep, None)

    undo(file)

    assert not WeeklyValue.objects.exists()


def test_a_corrected_file_and_its_undo_leave_the_typed_number_beside(rep):
    enter(rep, Decimal(12))
    bring(14)

    again = bring(15)
    assert stored() == (15, "import", 12)
    undo(again)

    assert stored() == (14, "import", 12)


def test_another_source_that_is_taken_leaves_the_typed_number_beside(rep):
    enter(rep, Decimal(12))
    bring(14, source="One")
    file = compare(csv_of("Rep,Week,Metric,Value", f"Marcus Bell,{MONDAY},Outreach,15"), source="Two")
    assert file.conflicts == 1

    intake.decide(import_id=file.pk, owners={}, take_other=True, by=None)
    say_yes(file)

    assert stored() == (15, "import", 12)


def test_the_same_number_in_a_file_leaves_the_typed_one_as_it_is(rep):
    enter(rep, Decimal(12))

    file = bring(12)

    assert stored() == (12, "typed", None)
    assert (file.changed, file.unchanged) == (0, 1)


def test_a_quiet_week_of_an_export_replaces_nothing_typed(rep):
    enter(rep, Decimal(12))

    take(csv_of("Owner,Date,Type", "Marcus Bell,2026-10-26,Call", "Marcus Bell,2026-11-16,Call"))

    assert WeeklyValue.objects.get(week_start=MONDAY, metric__key="outreach").value == 12


@pytest.mark.parametrize("source", ["typed", "deals"])
def test_the_database_keeps_typed_numbers_beside_imports_alone(rep, source):
    value = WeeklyValueFactory(rep=rep, source=source)

    with pytest.raises(IntegrityError, match="typed_value_stands_beside_an_import"), transaction.atomic():
        WeeklyValue.objects.filter(pk=value.pk).update(typed_value=1, typed_at=TYPED_AT)


def test_a_typed_number_beside_has_a_moment_and_is_not_negative(rep):
    value = WeeklyValueFactory(rep=rep, source="import")

    for told in ({"typed_value": 1}, {"typed_at": TYPED_AT}, {"typed_value": -1, "typed_at": TYPED_AT}):
        with pytest.raises(IntegrityError, match="typed_value_stands"), transaction.atomic():
            WeeklyValue.objects.filter(pk=value.pk).update(**told)


def test_counting_deals_again_touches_nothing_that_was_typed(rep):
    take(
        csv_of(
            "opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value",
            "A1,Marcus Bell,Won,10/22/2026,11/03/2026,4514",
        )
    )
    enter(rep, Decimal(12))
    bring(14)
    Deal.objects.all().delete()

    deal_values.recompute_reps(rep_ids=[rep.pk], by=None, at=AT)
    deal_values.forget_uncovered(rep_ids=[rep.pk])

    value = WeeklyValue.objects.get(metric__key="outreach")
    assert (value.value, value.typed_value) == (14, 12)


def test_what_imports_replaced_before_there_was_a_place_beside_is_found_again(rep, manager):
    metric = standard_metrics()["outreach"]
    value = WeeklyValueFactory(rep=rep, metric=metric, week_start=MONDAY, value=14, source="import")
    told = {
        "value": 12.50,
        "source": "typed",
        "entered_by_id": manager.pk,
        "entered_at": TYPED_AT.isoformat(),
    }
    ImportChange.objects.create(file=ImportFactory(), rep=rep, metric=metric, starts_on=MONDAY, before=told)

    with connection.cursor() as cursor:
        cursor.execute(import_module("salesgym.numbers.migrations.0011_typed_beside_imported").GIVE_BACK)

    value.refresh_from_db()
    assert (value.typed_value, value.typed_by, value.typed_at) == (Decimal("12.50"), manager, TYPED_AT)


steps = st.one_of(
    st.tuples(st.just("type"), st.none() | st.integers(0, 2).map(Decimal)),
    st.tuples(st.just("import"), st.integers(0, 2)),
    st.tuples(st.just("undo"), st.none()),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(way=st.lists(steps, min_size=2, max_size=7))
def test_whatever_is_imported_and_undone_what_was_typed_last_is_still_there(rep, way):
    typed, imports = None, []
    with transaction.atomic():
        for what, number in way:
            counts = imports[-1][1] if imports else typed
            if what == "type":
                enter(rep, number)
                typed = number
            elif what == "import":
                file = bring(number)
                imports += [(file, number)] if number != counts else []
            elif imports:
                undo(imports.pop()[0])

            counts = imports[-1][1] if imports else typed
            found = WeeklyValue.objects.first()
            assert (found and found.value, found and found.typed) == (counts, typed)
        transaction.set_rollback(True)
