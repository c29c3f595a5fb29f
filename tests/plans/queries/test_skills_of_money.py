"""Which skill each number leads to: the bars of the money split, and whatever else a plan can be about."""

import pytest

from plans.queries import wizard
from plans.queries.handed_on import nearest_skill
from salesgym.numbers.queries.scorecard import metrics
from tests.plans.queries.test_money_gap import MIDDLE, REP, peers, picture, role, someone, team

pytestmark = pytest.mark.django_db
__all__ = ["role", "team"]


def test_every_bar_leads_to_a_skill_and_the_largest_one_is_told(team, role):
    rep = someone(team, role, {**MIDDLE, "meetings": 12, "opportunities": 3})
    peers(team, role)

    found = picture(rep).money

    assert [row[-1] for row in found.rows] == [
        "From talk to meeting", "Discovery questions", "Objection handling", "Deal size", "",
    ]  # fmt: skip
    assert found.trained == "The largest part is Meetings. The skill that trains it: From talk to meeting."


def test_too_few_meetings_of_too_few_talks_lead_to_prospecting(team, role):
    rep = someone(team, role, {**MIDDLE, "conversations": 36, "meetings": 12, "opportunities": 3})
    peers(team, role)

    found = picture(rep)

    assert "trains it: Prospecting calls." in found.money.trained
    assert found.suggestions[0].skill.key == "prospecting-calls"


def test_meetings_that_few_talks_become_suggest_their_own_skill(team, role):
    rep = someone(team, role, {**MIDDLE, "meetings": 12, "opportunities": 3})
    peers(team, role)

    assert picture(rep).suggestions[0].skill.key == "from-talk-to-meeting"


def test_opportunities_are_suggested_where_nobody_knows_what_they_come_from(team, role):
    deals = ("opportunities", "wins", "decided", "revenue")
    rep = someone(team, role, {key: REP[key] for key in deals})
    peers(team, role, numbers={key: MIDDLE[key] for key in deals})

    found = picture(rep)

    assert found.suggestions[0].skill.key == "building-opportunities"
    assert "trains it: Building opportunities." in found.money.trained


def test_a_rep_who_is_nowhere_below_reads_of_no_skill_to_train(team, role):
    rep = someone(team, role, {**MIDDLE, "meetings": 30, "opportunities": 7.5})
    peers(team, role)

    assert picture(rep).money.trained == ""


@pytest.mark.parametrize(
    ("key", "skill"),
    [
        ("outreach", "prospecting-calls"),
        ("answer_rate", "prospecting-calls"),
        ("conversations", "prospecting-calls"),
        ("meeting_rate", "from-talk-to-meeting"),
        ("meetings", "from-talk-to-meeting"),
        ("meeting_to_opportunity", "discovery-questions"),
        ("opportunities", "building-opportunities"),
        ("proposals", "moving-to-a-decision"),
        ("days_to_close", "moving-to-a-decision"),
        ("win_rate", "objection-handling"),
        ("wins", "objection-handling"),
        ("losses", "objection-handling"),
        ("average_discount", "negotiation"),
        ("revenue_per_win", "deal-size"),
        ("revenue", "deal-size"),
    ],
)
def test_every_number_that_a_plan_can_be_about_leads_to_a_skill(key, skill):
    assert nearest_skill(metrics()[key], wizard.skills()).key == skill


def test_no_number_that_a_plan_can_be_about_is_left_out():
    goals = [metric for metric in metrics().values() if metric.key not in wizard.NOT_A_GOAL]

    assert all(nearest_skill(metric, wizard.skills()) for metric in goals)
