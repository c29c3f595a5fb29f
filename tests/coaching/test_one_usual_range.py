"""One usual range: every page that shows a rep's number says the same of it, and draws the same band."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from plans.actions import judgement
from salesgym.numbers.actions import early_signals
from tests.clock import monday_at_nine, this_monday, today
from tests.coaching.floor import manager_of, read, running_plan, team
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory, SkillFactory

pytestmark = pytest.mark.django_db
GIVES = re.compile(r"[Ff]our weeks usually give ([\d.]+% to [\d.]+%)")
DRIFTED = re.compile(r"drifted from about [\d.]+%")


@pytest.fixture
def harbor():
    return team()


def words_of(client, user, url):
    response, text = read(client, user, url)
    assert response.status_code == 200
    return response, re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def fallen(harbor, **fields):
    """A rep whose meeting rate fell after the start of a plan about it, or without one."""
    rep = RepFactory(team=harbor)
    give_weeks(rep, "conversations", [60] * 42, until=today())
    give_weeks(rep, "meetings", [*[18, 22, 20, 19, 21, 20] * 6, 20, 19, 11, 10, 11, 10], until=today())
    if not fields:
        return rep, None
    skill = SkillFactory(metric=standard_metrics()["meeting_rate"])
    return rep, PlanFactory(rep=rep, manager=manager_of(harbor), skill=skill, active=True, **fields)


def test_plan_page_numbers_page_and_board_have_the_same_range_and_band(client, harbor):
    plan = running_plan(harbor)
    manager = manager_of(harbor)
    judgement.judge(plan_ids=[plan.pk], at=monday_at_nine())

    page, plan_words = words_of(client, manager, reverse("coaching:plan_proof", args=[plan.pk]))
    numbers, _ = words_of(
        client, manager, reverse("numbers:rep_numbers", args=[plan.rep_id], query={"open": plan.metric.key})
    )
    board, _ = words_of(client, manager, reverse("coaching:board"))

    card = numbers.context["page"].opened
    row = next(one for one in numbers.context["page"].rows if one.key == plan.metric.key)
    assert card.usual in plan_words
    assert f"Four weeks usually give {row.usual}" in card.usual
    assert "from 13 weeks to" in card.usual
    assert card.drawing.band_words.text == page.context["proof"].chart.drawing.band_words.text
    assert next(row for row in board.context["rows"] if row.rep.pk == plan.rep_id).trend.band is not None


@pytest.mark.parametrize("has_plan", [True, False])
def test_an_open_signal_has_the_same_words_on_every_page(client, harbor, has_plan):
    rep, plan = fallen(harbor, **({"starts_on": this_monday() - timedelta(weeks=8)} if has_plan else {}))
    early_signals.find(rep_ids=[rep.pk], at=monday_at_nine())
    addresses = [
        reverse("numbers:early_signals"),
        reverse("coaching:board"),
        reverse("numbers:rep_numbers", args=[rep.pk]),
        *([reverse("coaching:plan_proof", args=[plan.pk])] if plan else []),
    ]

    said = {}
    for url in addresses:
        _response, words = words_of(client, manager_of(harbor), url)
        about = words[DRIFTED.search(words).start() :]
        said[url] = (DRIFTED.search(words)[0], GIVES.search(about)[1])

    assert len(set(said.values())) == 1, said


def test_where_a_signal_is_open_no_page_calls_the_number_usual(client, harbor):
    rep, _plan = fallen(harbor)
    early_signals.find(rep_ids=[rep.pk], at=monday_at_nine())

    response, _ = words_of(client, rep, reverse("numbers:rep_numbers", args=[rep.pk]))

    page = response.context["page"]
    row = next(one for one in page.rows if one.key == "meeting_rate")
    assert page.opened.key == row.key
    assert page.opened.note is not None
    assert not page.opened.is_inside
    assert not row.is_inside
