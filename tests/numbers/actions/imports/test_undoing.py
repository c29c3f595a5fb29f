from datetime import date

import pytest

from salesgym.numbers.actions import weekly_values
from salesgym.numbers.actions.imports import intake, undoing
from salesgym.numbers.models import Deal, Import, Metric, Quota, TeamWeek, WeeklyValue
from salesgym.numbers.pages.imports.undo import why_not
from salesgym.numbers.queries.imports.undoing import stays
from tests.factories.numbers import QuotaFactory, WeeklyValueFactory, standard_metrics
from tests.factories.people import RepFactory
from tests.numbers.bringing import AT, compare, csv_of, say_yes, take

MONDAY = date(2026, 11, 2)
DEALS = "opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value"
WON = "A1,Marcus Bell,Won,10/22/2026,11/17/2026,4514"
OPEN = "A2,Marcus Bell,Engaging,10/27/2026,,"
TYPED = ("typed_value", "typed_by", "typed_at")
WEEKS = ("Rep,Week,Outreach,Conversations", "Marcus Bell,2026-11-02,40,12", "Marcus Bell,2026-11-09,38,9")


def world():
    """Everything that an import writes, as it stands."""
    values = WeeklyValue.objects.order_by("rep_id", "week_start", "metric_id")
    return (
        list(values.values_list("rep_id", "week_start", "metric_id", "value", "source", "origin_id", *TYPED)),
        list(Deal.objects.order_by("external_id").values()),
        list(Quota.objects.order_by("rep_id", "starts_on").values_list("rep_id", "starts_on", "amount")),
        list(TeamWeek.objects.order_by("team_id", "week_start", "metric_id").values_list("total", "reps")),
    )


def undo(file, by=None):
    return undoing.undo(import_id=file.pk, by=by, at=AT)


def test_a_first_file_of_deals_undone_leaves_nothing(rep):
    before = world()
    file = take(csv_of(DEALS, WON, OPEN))

    undone = undo(file, by=rep)

    assert world() == before
    assert (undone.state, undone.undone_by) == (Import.State.UNDONE, rep)


def test_a_corrected_file_of_deals_undone_stands_as_before(rep):
    new_owner = RepFactory(name="Priya Nair", team=rep.memberships.get().team)
    take(csv_of(DEALS, WON, OPEN))
    before = world()
    corrected = csv_of(DEALS, WON.replace("Marcus Bell", "Priya Nair").replace("4514", "1"), "A3" + OPEN[2:])
    file = take(corrected, chosen={"closed_owner": "move"})
    assert Deal.objects.get(external_id="A1").owner == new_owner

    undo(file)

    assert world() == before


def test_weekly_numbers_undone_stand_as_before(rep):
    take(csv_of(*WEEKS))
    before = world()
    file = take(csv_of(WEEKS[0], "Marcus Bell,2026-11-02,41,12", "Marcus Bell,2026-11-16,5,5"))

    undo(file)

    assert world() == before


def test_quotas_undone_stand_as_before(rep):
    QuotaFactory(rep=rep, starts_on=date(2026, 10, 1), amount=20_000)
    before = world()
    file = take(csv_of("Rep,Period,Quota", "Marcus Bell,Q4 2026,25000", "Marcus Bell,2026-11,9000"))

    undo(file)

    assert world() == before


def test_imports_are_undone_newest_first(rep):
    first = take(csv_of(*WEEKS))
    second = take(csv_of(WEEKS[0], "Marcus Bell,2026-11-02,41,12"))

    with pytest.raises(undoing.StaysIn, match="newer file"):
        undo(first)
    undo(second)
    undo(first)

    assert not WeeklyValue.objects.exists()


def test_an_import_stays_once_somebody_typed_over_it(rep):
    file = take(csv_of(*WEEKS))
    WeeklyValue.objects.filter(rep=rep).delete()
    WeeklyValueFactory(rep=rep, metric=standard_metrics()["outreach"], week_start=MONDAY, value=1)

    assert "changed since" in why_not(stays(file))


def test_a_file_that_changed_nothing_has_nothing_to_undo(rep):
    take(csv_of(*WEEKS))

    assert "changed nothing" in why_not(stays(take(csv_of(*WEEKS))))


def test_an_undo_twice_is_one(rep):
    file = take(csv_of(*WEEKS))

    undo(file)
    undo(file)

    assert Import.objects.get(pk=file.pk).state == Import.State.UNDONE


def test_after_an_undo_a_week_may_be_typed(rep):
    undo(take(csv_of(*WEEKS)))

    metric = Metric.objects.get(key="outreach")
    weekly_values.enter(rep=rep, metric=metric, week_start=MONDAY, value=3, by=rep, at=AT)

    assert WeeklyValue.objects.get(rep=rep, metric=metric).value == 3


def test_the_same_file_once_more_does_not_stand_in_the_way_of_an_undo(rep):
    before = world()
    first, _again = take(csv_of(*WEEKS)), take(csv_of(*WEEKS))

    undo(first)

    assert world() == before


def test_quiet_weeks_that_an_undone_file_knew_of_other_reps_go_with_it(rep):
    RepFactory(name="Priya Nair", team=rep.memberships.get().team)
    early = "Won,10/20/2026,10/28/2026,5"
    take(csv_of(DEALS, f"A1,Marcus Bell,{early}", f"B1,Priya Nair,{early}"))
    before = world()
    file = take(csv_of(DEALS, "A2,Marcus Bell,Won,10/20/2026,11/18/2026,5"))

    undo(file)

    assert world() == before


def test_a_number_that_another_source_changed_names_the_way_out(rep):
    first = take(csv_of(*WEEKS), source="One")
    second = compare(csv_of("Rep,Week,Outreach,Meetings", "Marcus Bell,2026-11-02,41,1"), source="Two")
    intake.decide(import_id=second.pk, owners={}, take_other=True, by=None)
    say_yes(second)

    with pytest.raises(undoing.StaysIn, match="Undo that first"):
        undo(first)
    undo(second)
    undo(first)

    assert not WeeklyValue.objects.exists()


def test_a_file_on_its_way_in_is_not_waited_for(rep):
    file = compare(csv_of(*WEEKS))

    with pytest.raises(undoing.StaysIn, match="not in"):
        undo(file)
