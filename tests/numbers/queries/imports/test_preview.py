from datetime import date

import pytest

from salesgym import hooks
from salesgym.numbers.models import Verdict, WeeklyValue
from salesgym.numbers.pages.imports import preview as preview_page
from salesgym.numbers.pages.imports.changes import Difference, period_words
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.imports import touched
from salesgym.numbers.queries.imports.preview import OTHER_SOURCE, preview_of, refused_lines
from tests.factories.deals import DealFactory
from tests.factories.imports import ComparedValueFactory, ImportFactory, RefusedLineFactory, StagedDealFactory
from tests.factories.numbers import ENTERED_AT, MONDAY, MetricFactory, WeeklyValueFactory
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def numbers_file(organization):
    return ImportFactory(ready=True, kind="numbers", source__kind="numbers")


def of(file, reader=None, page=None):
    found = preview_of(file, reader=reader or UserFactory(), page=page)
    return preview_page.build(found, say=Sayers("USD"))


def test_a_changed_deal_shows_what_was_and_what_the_file_says(organization):
    file = ImportFactory(ready=True)
    marcus, priya = RepFactory(name="Marcus Bell"), RepFactory(name="Priya Nair")
    known = DealFactory(owner=marcus, amount_minor=451_400, name="Acme")
    StagedDealFactory(
        file=file,
        owner=priya,
        known=known,
        external_id="A1",
        name="Acme",
        verdict=Verdict.CHANGED,
        stage="won",
        amount_minor=500_050,
        closed_on=date(2026, 1, 15),
    )

    [change] = of(file).changes

    assert (change.who, change.title) == ("Priya Nair", "Acme, A1")
    assert change.differences == (
        Difference("Owner", "Marcus Bell", "Priya Nair"),
        Difference("Stage", "open", "won"),
        Difference("Amount", "$4,514", "$5,000.50"),
        Difference("Closed", "-", "15 Jan 2026"),
    )


def test_a_changed_number_shows_both_values(numbers_file):
    meetings = MetricFactory(key="meetings")
    ComparedValueFactory(
        file=numbers_file, metric=meetings, known_value=10, value=12, verdict=Verdict.CHANGED
    )

    [change] = of(numbers_file).changes

    assert change.title == "Week of 5 Jan 2026"
    assert change.differences == (Difference(meetings.name, "10", "12"),)


def compared_with(stored, file, source, verdict):
    return ComparedValueFactory(
        file=file,
        rep=stored.rep,
        metric=stored.metric,
        value=12,
        known_value=10,
        known_source=source,
        verdict=verdict,
    )


def test_a_conflict_says_which_source_brought_what(numbers_file):
    crm = ImportFactory(source__name="Salesforce")
    stored = WeeklyValueFactory(value=10, source="import", origin=crm)
    compared_with(stored, numbers_file, OTHER_SOURCE, Verdict.CONFLICT)

    [conflict] = of(numbers_file).conflicts

    assert (conflict.known, conflict.in_file) == ("10", "12")
    assert (conflict.known_from, conflict.known_at) == ("Salesforce", ENTERED_AT)


def test_a_typed_number_that_gives_way_says_who_typed_it_and_is_no_conflict(numbers_file, manager):
    stored = WeeklyValueFactory(value=10, entered_by=manager)
    compared_with(stored, numbers_file, WeeklyValue.Source.TYPED, Verdict.CHANGED)

    page = of(numbers_file)

    assert (page.gives_way, page.conflicts) == (1, ())
    assert page.changes[0].differences == (Difference(stored.metric.name, "10", "12"),)
    assert page.changes[0].note == (
        "Typed by Dana Whitfield on 12 Jan. The file's number counts, this one stays beside it."
    )


def test_refused_lines_are_grouped_by_reason_the_most_frequent_first(organization):
    file = ImportFactory(ready=True)
    RefusedLineFactory(file=file, line=4, trouble="date", reason="No date.")
    for line in range(10, 17):
        RefusedLineFactory(file=file, line=line)

    frequent, rare = of(file).reasons

    assert (frequent.lines, frequent.more) == ("10, 11, 12, 13, 14", 2)
    assert (rare.text, rare.lines, rare.more) == ("No date.", "4", 0)
    assert [line for line, _reason in refused_lines(file)] == [4, *range(10, 17)]


def test_a_deal_that_changes_hands_touches_both_reps(organization):
    file = ImportFactory(ready=True)
    marcus, priya = RepFactory(name="Marcus Bell"), RepFactory(name="Priya Nair")
    StagedDealFactory(
        file=file, owner=priya, known=DealFactory(owner=marcus), verdict=Verdict.CHANGED, amount_minor=1
    )
    StagedDealFactory(file=file, verdict=Verdict.UNCHANGED)

    assert [one.name for one in of(file).touched.people] == ["Marcus Bell", "Priya Nair"]


def test_weeks_that_the_file_cuts_off_are_counted(numbers_file):
    ComparedValueFactory(file=numbers_file, verdict=Verdict.CUT_OFF)

    assert of(numbers_file).cut_off == 1


def test_higher_apps_are_asked_about_the_reps_a_file_moves(numbers_file):
    asked = []

    def ask(user, rep_ids, week):
        asked.append((rep_ids, week))
        return [touched.Line("Marcus", "step 2")]

    numbers_file.first_week = MONDAY
    rep = ComparedValueFactory(file=numbers_file).rep

    with hooks.moved_by_numbers.replaced(ask):
        told = of(numbers_file).touched

    assert asked == [({rep.pk}, MONDAY)]
    assert told.lines == (touched.Line("Marcus", "step 2"),)


def test_periods_have_names():
    OrganizationFactory()

    assert period_words(date(2026, 10, 1), 3) == "Q4 2026"
    assert period_words(date(2026, 10, 1), 1) == "October 2026"
