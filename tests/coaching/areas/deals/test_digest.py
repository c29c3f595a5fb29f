"""A manager's weekly letter tells once of a deal in coaching that was won or lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from coaching.areas.deals.models import CoachedDeal
from coaching.pages import digest as pages
from coaching.queries import digest
from salesgym import kinds
from salesgym.notices.models import Outbox
from salesgym.numbers.actions import deal as deals
from salesgym.numbers.models import Deal
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import AreaSwitch, Organization
from tests.factories.coached_deals import (
    CoachedDealFactory,
    JointCallFactory,
    PreparationFactory,
    RemarkFactory,
)
from tests.factories.deals import DealFactory
from tests.factories.imports import ImportFactory
from tests.factories.people import ManagementFactory, OrganizationFactory, RepFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 26, 15, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.fixture
def dana():
    OrganizationFactory()
    return UserFactory(name="Dana Whitfield")


@pytest.fixture
def marcus(dana):
    return RepFactory(name="Marcus Bell", manager=dana)


def told(manager, at=AT) -> list[tuple[str, str]]:
    facts = digest.of_managers([manager.pk], at=at).get(manager.pk)
    if facts is None:
        return []
    page = pages.digest(facts, reader=manager, say=Sayers("USD"), on=at.date())
    return [(line.name, line.text) for line in page.news]


def out(rep, *, result="won", ended_at=AT - timedelta(days=2), **fields) -> CoachedDeal:
    ended = {"slot": None, "result": result, "closed_on": ended_at.date(), "ended_at": ended_at}
    return CoachedDealFactory(rep=rep, ended_by=rep, **ended, **fields)


def test_a_result_is_one_line_that_says_what_it_was_prepared_with(dana, marcus):
    won, lost = out(marcus), out(marcus, result="lost", name="Kestrel", ended_at=AT - timedelta(days=1))
    out(marcus, name="Brightwater")
    PreparationFactory(deal=won, written_at=datetime(2025, 11, 12, 9, tzinfo=UTC))
    RemarkFactory(deal=won, author=dana)
    PreparationFactory(deal=lost, written_at=datetime(2025, 11, 13, 9, tzinfo=UTC))

    assert told(dana) == [
        ("Marcus Bell", "Won: Tidewater, prepared together on 12 November"),
        ("Marcus Bell", "Won: Brightwater"),
        ("Marcus Bell", "Lost: Kestrel, prepared on 13 November"),
    ]
    assert told(dana, AT + WEEK) == told(UserFactory()) == []


def test_a_call_that_took_place_was_preparing_together_and_one_that_was_called_off_was_not(dana, marcus):
    called, off = out(marcus), out(marcus, name="Kestrel")
    for deal in (called, off):
        PreparationFactory(deal=deal, written_at=datetime(2025, 11, 12, 9, tzinfo=UTC))
    JointCallFactory(deal=called)
    JointCallFactory(deal=off, called_off_at=AT)

    assert [text for _name, text in told(dana)] == [
        "Won: Tidewater, prepared together on 12 November",
        "Won: Kestrel, prepared on 12 November",
    ]


def decided(deal, *, imported_at, stage="won", closed_on=date(2026, 1, 12), **changed):
    """A file says how the deal ended, or says it again."""
    file = ImportFactory(imported_at=imported_at)
    Deal.objects.filter(pk=deal.pk).update(stage=stage, closed_on=closed_on, origin=file, **changed)


def test_what_an_import_brought_is_told_of_with_the_import_and_not_again_when_it_is_closed(dana, marcus):
    deal = DealFactory(owner=marcus, name="Tidewater", opened_on=date(2026, 1, 2))
    coached = CoachedDealFactory(rep=marcus, deal=deal)
    decided(deal, imported_at=AT - timedelta(days=3))
    deal.refresh_from_db()

    still_in = told(dana)
    later = AT + timedelta(days=3)
    CoachedDeal.objects.filter(pk=coached.pk).update(
        slot=None, result="won", closed_on=deal.closed_on, ended_at=later, ended_by=marcus
    )

    assert still_in == told(dana) == [("Marcus Bell", "Won: Tidewater")]
    assert told(dana, AT + WEEK) == []


def test_a_later_import_that_changes_something_else_is_no_news(dana, marcus):
    deal = DealFactory(owner=marcus, name="Tidewater", opened_on=date(2026, 1, 2))
    CoachedDealFactory(rep=marcus, deal=deal)
    decided(deal, imported_at=AT - timedelta(days=3))
    first = told(dana)

    decided(deal, imported_at=AT + timedelta(days=3), amount_minor=7)

    assert first == told(dana) == [("Marcus Bell", "Won: Tidewater")]
    assert told(dana, AT + WEEK) == []


def test_a_result_that_turns_out_otherwise_is_told(dana, marcus):
    deal = DealFactory(owner=marcus, name="Tidewater", opened_on=date(2026, 1, 2))
    CoachedDealFactory(rep=marcus, deal=deal)
    decided(deal, imported_at=AT - timedelta(days=3))

    decided(deal, imported_at=AT + timedelta(days=3), stage="lost")

    assert told(dana, AT + WEEK) == [("Marcus Bell", "Lost: Tidewater")]


def test_a_deal_that_is_taken_out_and_put_back_is_told_of_with_the_import_that_decided_it(dana, marcus):
    deal = DealFactory(owner=marcus, name="Tidewater", opened_on=date(2026, 1, 2))
    CoachedDealFactory(rep=marcus, deal=deal)
    decided(deal, imported_at=AT - timedelta(days=3))

    deals.take_out(deal_id=deal.pk, why="A test", by=dana, at=AT)
    assert told(dana) == []
    deals.put_back(deal_id=deal.pk, by=dana, at=AT + timedelta(days=2))

    assert told(dana) == [("Marcus Bell", "Won: Tidewater")]
    assert told(dana, AT + WEEK) == []


def test_what_is_said_and_written_after_the_result_was_no_preparing(dana, marcus):
    deal = DealFactory(owner=marcus, name="Tidewater", opened_on=date(2026, 1, 2))
    coached = CoachedDealFactory(rep=marcus, deal=deal)
    decided(deal, imported_at=AT - timedelta(days=3), closed_on=date(2026, 1, 20))
    PreparationFactory(deal=coached, written_at=datetime(2026, 1, 19, 9, tzinfo=UTC))
    Organization.objects.update(time_zone="America/Chicago")
    # Three in the morning in UTC is the evening before in Chicago, and so the day of the result.
    after, same_day = datetime(2026, 1, 21, 9, tzinfo=UTC), datetime(2026, 1, 21, 3, tzinfo=UTC)

    RemarkFactory(deal=coached, author=dana, created_at=after)
    JointCallFactory(deal=coached, starts_at=after)
    PreparationFactory(deal=coached, number=2, written_by=dana, written_at=after)
    assert told(dana) == [("Marcus Bell", "Won: Tidewater, prepared on 19 January")]

    RemarkFactory(deal=coached, author=dana, created_at=same_day)
    assert told(dana) == [("Marcus Bell", "Won: Tidewater, prepared together on 19 January")]


def test_what_was_typed_counts_with_its_own_moment_though_the_deal_is_open_in_the_crm(dana, marcus):
    file = ImportFactory(imported_at=AT - 8 * WEEK)
    deal = DealFactory(owner=marcus, name="Tidewater", origin=file)
    out(marcus, result="lost", deal=deal)

    assert told(dana) == [("Marcus Bell", "Lost: Tidewater")]


def sent(manager, at) -> None:
    Outbox.objects.create(
        kind="coaching.manager_digest",
        policy="at_most_once",
        recipient=manager,
        due_at=at,
        state="sent",
        sent_at=at,
        dedupe_key=f"{at}-{manager.pk}",
        message_id=f"{at}-{manager.pk}",
    )


def test_however_late_a_digest_is_a_deal_is_told_of_in_one_of_two(dana, marcus):
    late, day = AT + timedelta(hours=30), timedelta(days=1)
    sent(dana, AT - WEEK)
    for name, ended_at in (
        ("Aspen", AT - WEEK),
        ("Birch", AT - WEEK + timedelta(hours=1)),
        ("Cedar", AT + day),
        ("Dogwood", late + timedelta(hours=1)),
    ):
        out(marcus, name=name, ended_at=ended_at)

    first = told(dana, late)
    sent(dana, late)
    second = told(dana, AT + WEEK)

    assert [text for _name, text in first] == ["Won: Birch", "Won: Cedar"]
    assert [text for _name, text in second] == ["Won: Dogwood"]


def test_each_of_two_managers_is_told_since_their_own_last_digest(dana, marcus):
    other = UserFactory()
    ManagementFactory(team=marcus.memberships.get().team, person=other)
    sent(dana, AT - timedelta(days=3))
    out(marcus, name="Aspen", ended_at=AT - timedelta(days=4))
    out(marcus, name="Birch")

    assert [len(told(manager)) for manager in (dana, other)] == [1, 2]


def test_a_first_digest_tells_of_the_week_before_its_moment_and_a_very_late_one_of_five_weeks(dana, marcus):
    moment = AT.replace(hour=13)  # eight o'clock for Dana
    out(marcus, name="Aspen", ended_at=moment - WEEK + timedelta(hours=1))

    assert [text for _name, text in told(dana, moment + timedelta(hours=35))] == ["Won: Aspen"]

    sent(dana, AT - 30 * WEEK)
    assert told(dana, AT + 3 * WEEK) != []
    assert told(dana, AT + 5 * WEEK) == []


def test_what_is_open_was_set_aside_or_belongs_to_an_area_that_is_off_is_no_news(dana, marcus):
    CoachedDealFactory(rep=marcus, deal=DealFactory(owner=marcus))
    CoachedDealFactory(rep=marcus, out=True, ended_at=AT)
    assert told(dana) == []

    out(marcus, name="Kestrel")
    on = told(dana)
    AreaSwitch.objects.update_or_create(name="deals", defaults={"is_on": False})

    assert (len(on), told(dana)) == (1, [])


def test_the_mail_has_the_line_with_a_link_to_the_deals(dana, marcus):
    out(marcus)
    kind = kinds.get("coaching.manager_digest")

    mail = kind.render(dana, {}, AT, loaded=kind.prefetch([(dana, {})], AT))

    assert "- Marcus Bell: Won: Tidewater" in mail.text
    assert reverse("deals:person_deals", args=[marcus.pk]) in mail.html
