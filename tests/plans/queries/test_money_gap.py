"""The money between a rep and the middle of their role, and the skills that lie nearest to it."""

from datetime import date, timedelta

import pytest

from plans.models import Skill
from plans.pages.focus_picture import focus_picture
from plans.queries import wizard
from plans.queries.focus_candidates import nearest
from plans.queries.money_gap import gap_of, role_of
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import metrics
from tests.factories.numbers import give_weeks
from tests.factories.people import JobRoleFactory, LeaveFactory, RepFactory, TeamFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)
UNTIL = date(2026, 11, 22)
MIDDLE = {
    "outreach": 300,
    "conversations": 60,
    "meetings": 20,
    "opportunities": 5,
    "wins": 2,
    "decided": 5,
    "revenue": 16_000,
}
# A third less of everything that is started, and fewer of it turn into opportunities.
REP = {**MIDDLE, "conversations": 40, "meetings": 16, "opportunities": 3}


@pytest.fixture
def role():
    return JobRoleFactory(ramp_weeks=0)


@pytest.fixture
def team(organization):
    return TeamFactory()


def someone(team, role, numbers, *, weeks=13, **fields):
    rep = RepFactory(team=team, job_role=role, **{"name": "Marcus Bell", **fields})
    for key, value in numbers.items():
        give_weeks(rep, key, value if isinstance(value, list) else [value] * weeks, until=ON)
    return rep


def peers(team, role, count=5, numbers=MIDDLE):
    """Peers around this middle: one sells more a deal, one less."""
    for place in range(count):
        size = 1 + 0.1 * (place - count // 2)
        someone(team, role, {**numbers, "revenue": numbers["revenue"] * size})


def gap(rep):
    return gap_of(role_of(rep, metrics(), until=ON))


def picture(rep):
    numbers = wizard.own_numbers(rep.pk, until=ON)
    return focus_picture(
        nearest(rep, numbers, wizard.skills()), name=rep.first_name, say=Sayers(numbers.currency)
    )


def test_the_gap_is_split_over_meetings_conversion_win_rate_and_deal_size(team, role):
    rep = someone(team, role, REP)
    peers(team, role)

    found = gap(rep)

    assert [factor.metric.key for factor in found.factors] == [
        "meetings", "meeting_to_opportunity", "win_rate", "revenue_per_win",
    ]  # fmt: skip
    assert (found.own, found.middle) == (125_000, 208_000)
    assert [factor.own for factor in found.factors] == [16, pytest.approx(3 / 16), 0.4, 8000]
    assert [factor.middle for factor in found.factors] == [20, 0.25, 0.4, 8000]
    assert sum(factor.part for factor in found.factors) == found.gap == found.middle - found.own
    assert [factor.part for factor in found.factors][2:] == [0, 0]
    assert (found.peers, found.weeks, found.until) == (5, 13, UNTIL)


def test_parts_are_of_the_same_money_as_the_product_of_the_factors(team, role):
    rep = someone(team, role, {**REP, "revenue": 13_000})
    peers(team, role)

    found = gap(rep)

    exact = 13 * 20 * 0.25 * 0.4 * 8000 - 13 * 16 * (3 / 16) * 0.4 * 6500
    assert sum(found.parts.values()) == pytest.approx(exact)


def test_without_activity_the_split_begins_with_opportunities(team, role):
    deals = ("opportunities", "wins", "decided", "revenue")
    rep = someone(team, role, {key: REP[key] for key in deals})
    peers(team, role, numbers={key: MIDDLE[key] for key in deals})

    found = gap(rep)

    assert [factor.name for factor in found.factors] == ["opportunities", "win_rate", "deal_size"]
    assert sum(factor.part for factor in found.factors) == found.gap > 0


def test_a_rep_who_counts_meetings_among_peers_who_do_not_is_compared_from_opportunities_on(team, role):
    rep = someone(team, role, REP)
    peers(team, role, numbers={key: MIDDLE[key] for key in ("opportunities", "wins", "decided", "revenue")})

    assert [factor.name for factor in gap(rep).factors] == ["opportunities", "win_rate", "deal_size"]


def test_a_rep_ahead_has_parts_the_other_way_and_reads_it_as_good_news(team, role):
    rep = someone(team, role, {**MIDDLE, "meetings": 30, "opportunities": 7.5})
    peers(team, role)

    found = picture(rep)

    assert found.money.drawing.bars[1].kind == "less"
    assert "ahead" in found.money.drawing.bars[1].words
    assert "Marcus brings in about $100,000 a quarter more than the middle of 5 reps" in found.money.lead
    assert found.suggestions == ()


@pytest.mark.parametrize(("count", "missing"), [(0, "5 more peers"), (3, "2 more peers"), (4, "1 more peer")])
def test_under_five_peers_nothing_is_said_but_what_is_missing(team, role, count, missing):
    rep = someone(team, role, REP)
    peers(team, role, count=count)

    found = picture(rep)

    assert found.money is None
    assert found.not_yet == f"Not enough yet: {missing}."
    assert found.suggestions == ()


def test_a_rep_of_few_weeks_is_told_how_many_are_missing(team, role):
    rep = someone(team, role, REP, weeks=3)
    peers(team, role)

    assert picture(rep).not_yet == "Not enough yet: 1 more week."


def test_a_rep_without_decided_deals_is_not_told_a_win_rate(team, role):
    rep = someone(team, role, {**REP, "wins": 0, "decided": 0, "revenue": 0})
    peers(team, role)

    assert picture(rep).not_yet == "Not enough yet: 5 more deals."


def test_a_rep_who_won_nothing_has_the_whole_gap_in_the_win_rate(team, role):
    rep = someone(team, role, {**REP, "wins": 0, "revenue": 0})
    peers(team, role)

    found = gap(rep)

    parts = {factor.name: factor.part for factor in found.factors}
    assert found.own == 0
    assert parts == {"attempts": 0, "conversion": 0, "win_rate": found.middle, "deal_size": 0}
    assert "none yet" in str(picture(rep).money.rows)


def test_weeks_of_leave_do_not_make_a_rep_slow(team, role):
    rep = someone(team, role, REP)
    peers(team, role)
    whole = gap(rep).own
    last = ON - timedelta(days=ON.weekday() + 7)
    LeaveFactory(person=rep, starts_on=last, ends_on=last + timedelta(days=6))
    rep.weekly_values.filter(week_start=last).update(value=0)

    assert gap(rep).own == whole


def test_a_rep_without_a_role_has_nobody_to_be_compared_with(team):
    rep = someone(team, None, REP)

    assert picture(rep).not_yet == "Not enough yet: 5 more peers."


def test_the_lead_says_against_whom_and_over_which_weeks(team, role):
    rep = someone(team, role, REP)
    peers(team, role)

    assert picture(rep).money.lead == (
        "About $83,000 a quarter lies between Marcus and the middle of 5 reps in the same role, 13 weeks to 22 Nov."
    )


def test_the_formula_stands_there_with_this_reps_own_numbers(team, role):
    rep = someone(team, role, REP)
    peers(team, role)

    words = " ".join(picture(rep).money.worked.lines)

    assert "Marcus: 208 x 19% x 40% x $8,000 = about $125,000 a quarter." in words
    assert (
        "The middle of 5 reps in the same role: 260 x 25% x 40% x $8,000 = about $208,000 a quarter." in words
    )


def test_a_gap_in_rates_suggests_a_skill_one_in_volume_time_and_one_in_size_the_customers(team, role):
    peers(team, role)
    rates = someone(team, role, {**MIDDLE, "opportunities": 3})
    volume = someone(team, role, {**MIDDLE, "meetings": 10, "opportunities": 2.5})

    small = someone(team, role, {**REP, "revenue": 3_000})

    assert "a skill to train" in picture(rates).money.hint
    assert "mostly in the size of the deals" in picture(small).money.hint
    assert "Both sides" not in picture(small).money.hint
    assert "how much gets started" in picture(volume).money.hint


def test_skills_are_ranked_with_their_reasons_and_the_rest_stays_choosable(team, role):
    rep = someone(team, role, REP)
    peers(team, role)

    found = picture(rep).suggestions

    assert {one.skill.key for one in found} == {"discovery-questions", "prospecting-calls"}
    for one in found:
        money, shows, decides = one.reasons
        assert "a quarter lies between here and the middle of the role." in money
        assert "A change to there" in shows
        assert decides in {"The rep's own activity.", "Shared: the rep's work and the buyer's answer."}


def test_the_amount_in_a_reason_is_the_one_in_the_drawing(team, role):
    rep = someone(team, role, REP)
    peers(team, role)

    found = picture(rep)

    drawn = {bar.label: bar.words for bar in found.money.drawing.bars}
    reason = next(one.reasons[0] for one in found.suggestions if one.skill.key == "discovery-questions")
    assert f"About {drawn['Meetings that become opportunities']} a quarter" in reason


def test_a_discount_counts_as_the_share_of_the_price_that_is_kept(team, role):
    given = {"discount_points": [54, 66] * 6 + [60], "priced_deals": 3}
    rep = someone(team, role, {**MIDDLE, **given})
    peers(team, role, numbers={**MIDDLE, "discount_points": 30, "priced_deals": 3})

    (found,) = picture(rep).suggestions

    # 80 % of the list price against 90 %, of a quarter that brings $208,000.
    assert found.skill.key == "negotiation"
    assert "About $24,000 a quarter" in found.reasons[0]


def test_a_skill_of_a_number_outside_the_money_is_not_suggested(team, role):
    Skill.objects.filter(key="prospecting-calls").update(metric=metrics()["proposals"])
    rep = someone(team, role, {**REP, "proposals": 1})
    peers(team, role, numbers={**MIDDLE, "proposals": 4})

    assert [one.skill.key for one in picture(rep).suggestions] == ["discovery-questions"]


def test_a_gap_that_luck_may_explain_is_suggested_with_that_doubt(team, role):
    rep = someone(team, role, {**MIDDLE, "opportunities": 4.5})
    peers(team, role)
    # One who does far better lifts what the peers show above their own middle.
    someone(team, role, {**MIDDLE, "opportunities": 15})

    (found,) = picture(rep).suggestions

    assert found.skill.key == "discovery-questions"
    assert found.reasons[1] == "A change to there is hard to tell from luck at this volume."


def test_what_rounds_to_nothing_is_no_reason(team, role):
    given = {"discount_points": [31, 29] * 6 + [30], "priced_deals": 3}
    rep = someone(team, role, {**REP, **given})
    peers(team, role, numbers={**MIDDLE, "discount_points": 29.9, "priced_deals": 3})

    assert "negotiation" not in {one.skill.key for one in picture(rep).suggestions}


def test_names_of_peers_are_nowhere(team, role):
    rep = someone(team, role, REP)
    peers(team, role, count=4)
    someone(team, role, MIDDLE, name="Owen O'Neill")

    assert "Owen" not in str(picture(rep))


def test_any_number_of_peers_costs_two_queries(team, role, django_assert_num_queries):
    rep = someone(team, role, REP)
    numbers, skills = wizard.own_numbers(rep.pk, until=ON), wizard.skills()
    for count in (1, 12):
        peers(team, role, count=count)
        with django_assert_num_queries(2):
            nearest(rep, numbers, skills)
