"""What the focus page, the numbers page and the big picture of a CRM's rep have to say, against the file by hand."""

import re
from math import floor, isfinite

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.calculations.targets.realism import share_of_peers
from plans.queries.plan_bars import bars_for
from plans.queries.target_facts import target_facts
from tests.plans import crm_by_hand


def figure(text):
    """The first number of these words: $22,000 is 22000, 68% is .68."""
    number = re.search(r"-?[\d,]*\.?\d+", text)
    value = float(number.group().replace(",", ""))
    return value / 100 if text[number.end() : number.end() + 1] == "%" else value


def check_the_gap(shown, own, peers):
    """Opportunities, win rate and deal size of the rep, and the money in each."""
    exact = crm_by_hand.gap(own, peers)
    opened, won, size, total = shown.rows

    assert figure(opened[1]) == own.opened
    assert figure(won[1]) == pytest.approx(own.win_rate, abs=0.005)
    assert figure(size[1]) == pytest.approx(own.deal_size, rel=0.005)
    parts = [figure(row[3]) * (-1 if "ahead" in row[3] else 1) for row in (opened, won, size)]
    # Two figures of the largest part; the largest remainder may move one by a unit.
    unit = 10 ** (len(str(int(max(map(abs, exact.values()))))) - 2)
    for part, by_hand in zip(parts, exact.values(), strict=True):
        assert abs(part - by_hand) <= unit
    assert sum(parts) == figure(total[3]) * (-1 if "ahead" in total[3] else 1)
    assert figure(total[2]) - figure(total[1]) == sum(parts)


def rows_of(page):
    """The rows of a numbers page: those of the funnel and the others."""
    return (*page.rows, *page.more)


def opened_win_rate(plan):
    """The row of the win rate with its chart, as the manager opens it."""
    client = Client()
    client.force_login(plan.manager)
    answer = client.get(reverse("numbers:rep_numbers", args=[plan.rep_id]), {"open": "win_rate"})
    return answer.context["page"].opened


def check_the_numbers(page, opened, own):
    """The last four weeks on the numbers page, with the counts they were worked out from."""
    rows = {row.key: row for row in rows_of(page)}

    assert figure(rows["win_rate"].value) == pytest.approx(own.win_rate, abs=0.0006)
    assert figure(opened.value) == pytest.approx(own.win_rate, abs=0.0006)
    assert opened.counts.startswith(f"{own.won} ")
    assert f" {own.decided} " in opened.counts
    assert figure(rows["opportunities"].value) == pytest.approx(own.opened_a_week, abs=0.06)
    assert figure(rows["revenue_per_win"].value) == pytest.approx(own.deal_size, rel=0.005)


def check_the_picture(shown, plan, own, peers):
    """How long until the target can be told, from how many trials, and how many peers hold it."""
    target = float(plan.target)
    told, basis = shown["chosen_place"].weeks_to_tell, bars_for(plan, on=timezone.localdate()).own(plan)
    known, expected = basis.level.first + basis.level.second, basis.expected
    needed = crm_by_hand.trials_if_counted(expected * known, known, target) * basis.spread

    assert basis.total == own.won
    assert basis.over == own.decided
    if isfinite(needed):
        assert told == pytest.approx(needed / own.decided_a_week + basis.plan_weeks / 4)
    else:
        assert told is None
    at, of = crm_by_hand.share_of_peers(target, peers)
    assert shown["s"]["peers_lead"] == f"{floor(at + 0.5) or 'None'} of {of}"
    assert figure(shown["deal_size"]) == pytest.approx(own.deal_size, rel=0.05)
    counted = target_facts(plan, on=timezone.localdate()).peers.counted(plan.metric)
    for aim in (0.55, 0.60, 0.62, 0.70):
        at, of = crm_by_hand.share_of_peers(aim, peers)
        assert share_of_peers(aim, counted).share == pytest.approx(at / of)
