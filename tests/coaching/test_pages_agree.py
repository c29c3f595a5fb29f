"""One question, one answer: every page and mail about a rep of the sample says the same of them.

The board, the plan page, the rep's numbers, the early signals, Today, both digests and the page of the outcome are read
as their people read them, from what their templates were given and from the text itself.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coaching.management import sample
from coaching.pages import digest as digest_pages
from coaching.queries import digest as digests
from plans.models import Forecast, Plan
from salesgym.numbers.pages.sure import tenths
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Management, User
from tests.coaching.agreeing import NUMBER, Said, before_of, number_of, range_of, text_of, week_of
from tests.coaching.floor import read
from tests.kept_rows import KeptRows

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_of(client: Client):
    """The page at this address as this person reads it."""

    def get(user: User, name: str, *args: int, **query: str) -> Any:
        response, _text = read(client, user, reverse(name, args=args, query=query))
        assert response.status_code == 200, (user, name)
        return response

    return get


def signed_plans() -> Iterator[Plan]:
    """The plans of the sample that are open and were signed by both."""
    yield from Plan.objects.working().select_related("rep", "metric__denominator", "mentor").order_by("pk")


def manager_of(plan: Plan) -> User:
    return Management.objects.today().get(team__memberships__person=plan.rep_id).person


def test_every_page_of_the_sample_says_the_same_of_a_plan(client_of):
    # The rows that the browser tests use as well: whoever comes first builds them.
    KeptRows("harbor-today").bring(lambda: sample.build(at=timezone.now()))
    plans = list(signed_plans())

    differing, signals, ended = {}, 0, 0
    for plan in plans:
        said = all_say(client_of, plan)
        assert said.answers.keys() >= {"start", "now", "status", "week"}, plan.rep
        # One figure for a plan whose weeks are over, with what it was counted from, on all three pages.
        ended += {"board", "plan page, rep", "outcome"} <= said.answers.get("end", {}).keys()
        differing |= {(plan.rep.first_name, one): told for one, told in said.differing().items()}

    for manager in {manager_of(plan) for plan in plans}:
        page = client_of(manager, "numbers:early_signals")
        for signal in (*page.context["worries"], *page.context["good"]):
            signals += 1
            told = signal_says(client_of, manager, signal)
            differing |= {
                (signal.rep.first_name, f"signal, {one}"): where for one, where in told.differing().items()
            }

    assert len(plans) >= 5
    assert ended
    assert signals
    assert differing == {}, "\n".join(f"{who}: {told}" for who, told in differing.items())


def all_say(client_of, plan: Plan) -> Said:
    said, say = Said(), Sayers("USD")
    manager = manager_of(plan)
    stored = Forecast.objects.filter(plan=plan).first()
    if stored is not None:
        row_says(said, plan, stored, say)
    board_says(said, plan, client_of(manager, "coaching:board"))
    for place, reader in (("plan page, manager", manager), ("plan page, rep", plan.rep)):
        plan_page_says(said, plan, place, client_of(reader, "coaching:plan_page", plan.pk))
        proof_says(said, plan, place, client_of(reader, "coaching:plan_proof", plan.pk))
    for reader in (manager, plan.rep):
        page = client_of(reader, "numbers:rep_numbers", plan.rep_id, open=plan.metric.key)
        numbers_say(said, page, plan.metric.key)
    today_says(said, plan, client_of(plan.rep, "coaching:today"))
    digests_say(said, plan, manager, say)
    # One that was shown to the employee already has no page on which it is written.
    if not plan.announced_outcomes.waiting().exists():
        outcome_says(said, client_of(manager, "plans:close_plan", plan.pk))
    return said


def signal_says(client_of, manager: User, signal: Any) -> Said:
    """What the card of a signal says, and the numbers page and the plan page of its rep."""
    said = Said()
    usual_says(said, "signals", signal.usual)
    said.by("signals", now=number_of(signal.now))
    numbers_say(
        said,
        client_of(manager, "numbers:rep_numbers", signal.rep.pk, open=signal.metric.key),
        signal.metric.key,
    )
    plan = Plan.objects.working().filter(rep=signal.rep, metric=signal.metric).first()
    if plan is not None:
        chart = client_of(manager, "coaching:plan_proof", plan.pk).context["proof"].chart
        usual_says(said, "plan page", chart.usual)
    return said


def row_says(said: Said, plan: Plan, stored: Forecast, say: Sayers) -> None:
    """The stored judgement itself."""
    it = say(plan.metric)
    low, high = stored.usual_low, stored.usual_high
    said.by(
        "stored",
        start=number_of(it.now(stored.start)),
        now=number_of(it.now(stored.now)),
        range_low=None if low is None else number_of(it.round(low)),
        range_high=None if high is None else number_of(it.round(high)),
        by_end=None if stored.by_end is None else tenths(float(stored.by_end)),
        by_date=None if stored.by_date is None else tenths(float(stored.by_date)),
        status=stored.status,
    )


def usual_says(said: Said, place: str, words: str) -> None:
    """Both ends of the usual range, from its sentence."""
    ends = [number_of(end) for end in range_of(words).split(" to ")]
    if len(ends) == 2:
        said.by(place, range_low=ends[0], range_high=ends[1])


def board_says(said: Said, plan: Plan, response: Any) -> None:
    row = next(one for one in response.context["rows"] if one.rep.pk == plan.rep_id)
    text = text_of(response)
    assert row.line in text
    assert row.shown.said in text
    is_over = " at the end (" in row.aside
    said.by(
        "board",
        **({"end": row.aside} if is_over else {"now": number_of(row.now)}),
        start=before_of(row.trend_words),
        status=str(row.status),
        week=week_of(row.line),
        by_end=tenths(row.chance) if row.chance is not None else None,
    )


def plan_page_says(said: Said, plan: Plan, place: str, response: Any) -> None:
    page, say, text = response.context["page"], Sayers("USD"), text_of(response)
    assert str(page.status.word) in text
    now = re.search(r"(\S+) now", page.truth.now)
    start = re.search(r"from (\S+)\.$", page.truth.now)
    said.by(place, truth_now=now and number_of(now[1]), start=start and number_of(start[1]))
    stands = number_of(say(plan.metric).now(page.standing.plan_value))
    if page.standing.ended_on is None:
        said.by(place, now=stands, truth_now=stands)
    else:
        said.by(place, end=page.truth.now.split(", from ")[0], value_at_end=stands)
    said.by(
        place,
        status=page.status.value,
        week=week_of(page.line),
        by_end=tenths(page.standing.chance) if page.standing.chance is not None else None,
    )
    step, value = page.standing.step, page.standing.value
    if plan.status == Plan.Status.ACTIVE and step is not None and step.metric is not None:
        said.by(place, step_now=number_of(say(step.metric).now(value)))
    if page.truth.chances:
        chances_say(said, place + ", truth", page.truth.chances, text)


def proof_says(said: Said, plan: Plan, place: str, response: Any) -> None:
    proof, text = response.context["proof"], text_of(response)
    chart = proof.chart
    if chart:
        assert chart.usual in text
        usual_says(said, place, chart.usual)
        said.by(
            place,
            start=before_of(chart.desc),
            band=chart.drawing.band_words.text if chart.drawing.band_words else "",
        )
    if proof.odds:
        chances_say(
            said, place + ", proof", [one for one in (proof.odds.improved, proof.odds.reaching) if one], text
        )


def chances_say(said: Said, place: str, chances: Sequence[Any], text: str) -> None:
    """The chance that it is real, and those of the next step by its date and by the plan's end."""
    real, *others = chances
    if real.strong:
        assert real.strong in text
        said.by(place, real=real.strong)
    for reaching in others:
        if not reaching.strong:
            continue
        assert reaching.strong in text
        # A sentence may begin with the chance: "Over 9 in 10 by the plan's end."
        first = re.search(r"((?:under|over) )?\d in 10", reaching.strong.lower())
        by_end = re.search(r"((?:under|over) )?\d in 10", reaching.text.lower())
        # Once the date has passed, the one chance that is said is that of the plan's end.
        is_past = by_end is None and "by the plan's end" in reaching.text
        by_date = {} if is_past else {"by_date": first and first[0]}
        said.by(place, **by_date, by_end=(by_end or first or [None])[0])


def numbers_say(said: Said, response: Any, key: str) -> None:
    """The row of this number, and its chart, which is open."""
    page, text = response.context["page"], text_of(response)
    card = page.opened
    if card is None:
        return
    row = next(row for row in (*page.rows, *page.more) if row.key == key)
    assert card.usual in text
    assert f"{row.value} " in text
    band = card.drawing.band_words.text if card.drawing.band_words else ""
    said.by("numbers", now=number_of(card.value), band=band)
    said.by("row of the numbers", now=number_of(row.value))
    usual_says(said, "numbers", card.note.text if card.note else card.usual)
    usual_says(said, "row of the numbers", f"four weeks usually give {row.usual}." if row.usual else "")


def today_says(said: Said, plan: Plan, response: Any) -> None:
    page, text = response.context["page"], text_of(response)
    states = {"active": None, "waiting": "waiting_to_start"}
    said.by("Today", status=states.get(page.state, page.state))
    if page.reward is not None:
        assert page.reward.line in text
        if " now, " in page.reward.line:
            now, left = page.reward.line.split(" now, ")
            said.by("Today", step_now=number_of(now), step_left=tuple(NUMBER.findall(left)))


def digests_say(said: Said, plan: Plan, manager: User, say: Sayers) -> None:
    at = timezone.now()
    read_by = {
        "digest, rep": digests.of_reps([plan.rep_id], at=at)[plan.rep_id],
        "digest, manager": digests.of_managers([manager.pk], at=at)[manager.pk],
    }
    if plan.mentor_id:
        read_by["digest, mentor"] = digests.of_mentors([plan.mentor_id], at=at)[plan.mentor_id]
    for place, facts in read_by.items():
        line = next(
            (
                one
                for one in digest_pages.digest(
                    facts, reader=manager, say=say, on=timezone.localdate(at)
                ).lines
                if one.plan.pk == plan.pk
            ),
            None,
        )
        if line is not None:
            chance = line.status.chance or None
            if place == "digest, rep" and plan.status == Plan.Status.ACTIVE:
                left = line.way_to_go.split(" now, ")[-1]
                said.by(place, step_left=tuple(NUMBER.findall(left)))
            said.by(
                place,
                **{"value_at_end" if line.standing.ended_on else "now": number_of(line.now)},
                start=number_of(line.start),
                status=line.status.value,
                by_end=chance,
            )


def outcome_says(said: Said, response: Any) -> None:
    facts, text = response.context["facts"], text_of(response)
    assert facts.start in text
    # Once the plan is over its outcome rests on its own last weeks, and the page says so.
    assert (facts.end or facts.now + " now") in text
    said.by("outcome", start=number_of(facts.start), end=facts.end)
    said.by("outcome", **{"value_at_end" if facts.end else "now": number_of(facts.now)})
