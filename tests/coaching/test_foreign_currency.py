"""An organization reads its own currency: every page, every mail, and never another sign."""

import html
import re
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from salesgym import kinds
from tests.access.table import TABLE
from tests.access.world import Measure
from tests.standard_rows import forgotten_afterwards

pytestmark = pytest.mark.django_db

READERS = ("rep", "manager", "mentor", "hr_partner", "site_admin")
FOREIGN = {
    "EUR": re.compile(r"\$\s?\d|\bUSD\b|¥"),
    # Yen have no smaller unit: a point may only shorten an axis, as in ¥8.4K.
    "JPY": re.compile(r"\$\s?\d|\bUSD\b|€|¥[\d,]+\.\d+(?![\dKMB])"),
}
SIGN = {"EUR": "€", "JPY": "¥"}
# Where money is certain to stand, and who reads it there.
TOLD = {
    ("coaching:board", "manager"),
    ("coaching:plan_page", "rep"),
    ("coaching:plan_page", "mentor"),
    ("coaching:today", "rep"),
    ("coaching:mentor_desk", "mentor"),
    ("coaching:team_overview", "hr_partner"),
    ("numbers:rep_numbers", "rep"),
    ("numbers:week", "manager"),
    ("numbers:early_signals", "manager"),
    ("plans:proposal", "rep"),
    ("plans:close_plan", "manager"),
    ("plans:wizard_focus", "manager"),
    ("plans:wizard_big_picture", "manager"),
    ("plans:wizard_milestones", "manager"),
    ("plans:wizard_review", "manager"),
}
MAILS_WITH_MONEY = {
    "coaching.milestone_due",
    "coaching.milestone_overdue",
    "coaching.rep_digest",
    "coaching.mentor_digest",
    "coaching.manager_digest",
    "plans.gain_looked_at",
    "plans.milestone_reached",
    "numbers.early_signal",
}


# Every number of this world is new; and on most days no workout, answer or promise of it is awaited long enough.
SILENT = {
    "numbers.stale",
    "coaching.second_mentor_offered",
    "coaching.practice_silent",
    "coaching.practice_unanswered",
    "coaching.promise_due",
}


@pytest.fixture(scope="module", params=["EUR", "JPY"])
def world(request, django_db_setup, standard_rows, django_db_blocker):
    from tests.access import building

    with django_db_blocker.unblock(), forgotten_afterwards(standard_rows):
        size = 4_000_000 if request.param == "JPY" else 40_000
        found = building.build(Measure(currency=request.param, metric="revenue_per_win", size=size))
        _give_numbers(found)
        yield found


def _give_numbers(world):
    """Weeks, deals, quotas, a signal and the rep's own figure, all of them money."""
    from plans.actions import forecast
    from salesgym.numbers.actions import team_weeks

    on, at = timezone.localdate(), timezone.now()
    for place, rep in enumerate(world.reps.values(), start=1):
        _give_weeks(world, rep, [place % 3 + (week * 7) % 5 for week in range(26)], on)
        _give_deals(world, rep, on)
    team_weeks.rebuild()
    _give_signal(world, on)
    _give_own_figure(world, at)
    forecast.forecast(plan_ids=[one.pk for one in world.plans.values()], at=at)


def _give_weeks(world, rep, weeks, on):
    from tests.factories.numbers import give_weeks

    size = world.measure.size
    give_weeks(rep, "wins", [1 + week % 3 for week in weeks], until=on)
    give_weeks(rep, "decided", [4 + week % 3 for week in weeks], until=on)
    give_weeks(rep, "opportunities", [9 + week for week in weeks], until=on)
    give_weeks(rep, "revenue", [size * (20 + week) / 100 + 25 for week in weeks], until=on)
    if rep is not world.reps["active"]:
        give_weeks(rep, "meetings", [30 + week for week in weeks], until=on)
    give_weeks(rep, "conversations", [120 + week for week in weeks], until=on)
    give_weeks(rep, "outreach", [410 + week for week in weeks], until=on)


def _give_deals(world, rep, on):
    from tests.factories.deals import DealFactory
    from tests.factories.numbers import QuotaFactory

    size, first = world.measure.size, on.replace(month=(on.month - 1) // 3 * 3 + 1, day=1)
    QuotaFactory(rep=rep, starts_on=first, amount=size * 30)
    last = on - timedelta(days=on.weekday() + 5)
    for days in range(0, 60, 4):
        DealFactory(
            owner=rep,
            won=True,
            amount_minor=size * (20 + days % 7) + 25,
            currency=world.measure.currency,
            opened_on=last - timedelta(days=days + 40),
            closed_on=last - timedelta(days=days),
        )


def _give_signal(world, on):
    from tests.factories.numbers import EarlySignalFactory, standard_metrics

    size = Decimal(world.measure.size)
    signal = EarlySignalFactory(
        rep=world.reps["draft"],
        metric=standard_metrics()["revenue"],
        value=size / 7,
        usual=size / 4,
        usual_low=size / 5,
        usual_high=size / 3,
        week=on - timedelta(days=on.weekday() + 7),
    )
    world.add("signal", "money", signal)


def _give_own_figure(world, at):
    from plans.models import OwnFigure

    OwnFigure.objects.create(
        plan=world.plans["active"],
        target=world.measure.of("0.27"),
        amount_minor=world.measure.size,
        currency=world.measure.currency,
        reason="A new kitchen",
        at=at,
    )


def foreign(words: str, currency: str) -> list[str]:
    """Signs of another currency in this text, each with what stands around it."""
    read = html.unescape(words)
    return [read[max(one.start() - 60, 0) : one.end() + 40] for one in FOREIGN[currency].finditer(read)]


def visible(words: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", " ", words))


def test_every_page_says_the_organizations_own_currency(world):
    from tests.access.asking import Askers

    askers, currency = Askers(world), world.measure.currency
    wrong, told = [], Counter()
    for route, state, actor in _pages():
        answer = askers.ask(actor, "GET", route, state)
        assert answer.status == 200, (route, state, actor)
        body = answer.response.content.decode()
        wrong += [f"{route} {state} {actor}: {one}" for one in foreign(body, currency)]
        told[route, actor] += visible(body).count(SIGN[currency])

    assert not wrong, "\n".join(wrong)
    assert {page for page in TOLD if not told[page]} == set()


def _pages():
    """Every page as each of its readers sees it; of several states an active plan's, else the first."""
    for route, row in TABLE.items():
        found = {}
        for states, statuses in row.get("GET", {}).items():
            for state in states.split():
                for actor in set(READERS) & set(statuses.get(200, ())):
                    if actor not in found or state == "active":
                        found[actor] = state
        if len(found) > 1:
            found.pop("site_admin", None)
        yield from ((route, state, actor) for actor, state in sorted(found.items()))


def test_every_mail_says_the_organizations_own_currency(world):
    currency, wrong, told = world.measure.currency, [], Counter()
    for kind, mail in _mails(world):
        words = f"{mail.subject}\n{mail.text}\n{mail.html}"
        wrong += [f"{kind}: {one}" for one in foreign(words, currency)]
        told[kind] += visible(words).count(SIGN[currency])

    assert not wrong, "\n".join(wrong)
    assert {name for name in MAILS_WITH_MONEY if not told[name]} == set()
    # Fault tests of the same process add kinds of their own.
    ours = {kind.name for kind in kinds.all_kinds() if kind.render and not kind.name.startswith("fault.")}
    assert ours - told.keys() <= SILENT


def _mails(world):
    """Every kind about a plan in each state and its first two steps, to whoever it says something to first."""
    for kind in kinds.all_kinds():
        for state in ("draft", "proposed", "active", "asked", "closed") if kind.render else ():
            plan = world.plans[state]
            for position in (1, 2):
                refs = _refs(world, plan, position)
                for reader in (plan.rep, *map(world.people.get, ("manager", "mentor", "hr_partner"))):
                    at = timezone.now()
                    more = {"loaded": kind.prefetch([(reader, refs)], at)} if kind.prefetch else {}
                    try:
                        mail = kind.render(reader, refs, at, **more)
                    except (LookupError, AttributeError, AssertionError):
                        continue  # nothing to say to this person about this plan
                    yield kind.name, mail
                    break
                if "milestone" not in kind.name and "reward" not in kind.name:
                    break


def _refs(world, plan, position):
    from coaching.models import TalkRequest
    from plans.models import Mentorship

    asked = Mentorship.objects.filter(plan=plan).last()
    refs = {"plan": plan.pk, "milestone": plan.milestones.get(position=position).pk, "lead": 7}
    refs |= {"mentorship": asked.pk} if asked else {}
    refs |= {"wish": world.things["wish"]["closed"].pk}
    promise, happened = plan.support.first(), plan.history.first()
    refs |= {"history": happened.pk} if happened else {}
    looked = plan.looks_back.first()
    refs |= {"look": looked.pk} if looked else {}
    call = world.things["joint call"]["active"]
    refs |= {"call": call.pk, "call_version": call.version}
    talks = world.things["talk"]
    refs |= {"talk": talks["planned"].pk, "check_in": talks["held"].pk, "sequence": talks["planned"].sequence}
    refs |= {"request": TalkRequest.objects.latest("pk").pk, "scoring": world.things["scoring"]["active"].pk}
    refs |= {"promise": world.things["promise"]["by_manager"].pk, "by": world.people["deputy"].pk}
    state = next(state for state, one in world.plans.items() if one == plan)
    for name, thing in (("step_question", "question"), ("amendment", "amendment")):
        refs |= {name: world.things[thing][state].pk} if state in world.things[thing] else {}
    return refs | {
        "signal": world.things["signal"]["money"].pk,
        "support": promise.pk if promise else 0,
    }


def test_what_both_sign_says_it_too(world):
    from plans.documents.agreement import text_of

    text, currency = text_of(world.plans["active"], number=1), world.measure.currency

    assert not foreign(text, currency)
    assert SIGN[currency] in text


def test_what_is_told_in_the_app_says_it_too(world):
    from coaching.actions import reminder
    from salesgym.notices.models import Notice

    with transaction.atomic():
        reminder.plan_all(at=timezone.now() + timedelta(weeks=6))
        titles = list(Notice.objects.values_list("title", flat=True))
        transaction.set_rollback(True)

    assert not [title for title in titles if foreign(title, world.measure.currency)]
    assert any(SIGN[world.measure.currency] in title for title in titles)


@pytest.mark.parametrize(
    ("words", "currency", "is_foreign"),
    [
        ("about $3,900", "EUR", True),
        ("&#36;3", "EUR", True),
        ("€3,900.50", "EUR", False),
        ("about €3,900", "JPY", True),
        ("¥3,900.50", "JPY", True),
        ("¥8.4K and ¥3,900. Next", "JPY", False),
    ],
)
def test_a_foreign_sign_is_seen(words, currency, is_foreign):
    assert bool(foreign(words, currency)) is is_foreign
