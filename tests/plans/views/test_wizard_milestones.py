"""Step 4 of the wizard without scripts: what is suggested and why, how fair it is, and what one click mends."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import draft_basis
from plans.models import Plan
from plans.queries import plan_bars
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.plans.views.milestones_page import (
    days,
    draft,
    fields_of,
    press,
    runs,
    targets,
    text,
    url,
    with_meetings,
)

pytestmark = pytest.mark.django_db


def test_what_was_suggested_is_kept_beside_what_is_agreed(client):
    plan = with_meetings(draft(client, suggested={"weeks_wanted": 14}))
    first = client.get(url(plan))
    sent = fields_of(first) | {"step-0-target": "23"}

    answer = client.post(url(plan), sent)

    assert answer.url == reverse("plans:wizard_people", args=[plan.pk])
    plan.refresh_from_db()
    assert plan.suggested["weeks"] == 14
    assert plan.suggested["weeks_wanted"] == 14
    assert [step["target"] for step in plan.suggested["steps"]] == targets_stored(first)
    assert {part["reason"] for part in plan.suggested["parts"]} >= {"wanted", "shortest"}
    assert plan.milestones.get(position=1).target == Decimal("0.23")
    assert "Use the suggestion" in text(client.get(url(plan)))


def targets_stored(response):
    return [f"{(Decimal(target) / 100).normalize():f}" for target in targets(response)]


def test_the_suggestion_is_one_button_away_and_nothing_is_saved_yet(client):
    plan = with_meetings(draft(client))
    suggested = client.get(url(plan))
    changed = {"step-0-target": "23", "step-0-title": "My words", "step-2-due_on": "2031-01-01"}

    drawn = press(client, plan, "draw", **changed)
    back = press(client, plan, "suggest", **changed)

    assert "Use the suggestion" in text(drawn)
    assert (targets(back), days(back)) == (targets(suggested), days(suggested))
    assert "My words" in text(back)
    assert not plan.milestones.exists()


def test_rows_that_come_and_go_keep_what_was_typed_and_their_bars(client):
    plan = with_meetings(draft(client))

    longer = press(client, plan, "add", **{"step-0-title": "First talk", "step-1-run_weeks": "5"})
    shorter = press(client, plan, "remove-1", **{"step-2-title": "There"})

    assert "First talk" in text(longer)
    assert "There" in text(shorter)
    assert [len(page.context["page"].rows) for page in (longer, shorter)] == [4, 2]
    assert [step["run_weeks"].value() for step in longer.context["form"].steps][1] == "5"
    assert "Unchanged, Marcus gets there" in text(longer)


def test_every_step_has_its_run_and_mark_and_the_last_one_is_fair_from_the_start(client):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)

    page = client.get(url(plan))
    last = page.context["page"].rows[-1]

    assert runs(page) == sorted(runs(page))
    assert last.odds.is_fair
    assert last.warn is None
    assert "A step is reached by the first full weeks in a row, as many as it asks for" in text(page)
    assert "Unchanged, Marcus gets there in" in text(page)
    assert "At 30% from half-time on Marcus misses it in" in text(page)
    assert client.post(url(plan), fields_of(page)).status_code == 302
    assert [step.run_weeks for step in plan.milestones.order_by("position")] == runs(page)


def test_a_run_that_leaves_much_to_luck_is_mended_by_one_click(client):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)
    lucky = {"step-0-target": "21", "step-1-target": "22", "step-1-run_weeks": "4"}

    drawn = press(client, plan, "draw", **lucky)
    mended = press(client, plan, "fair", **lucky)

    assert "This run leaves much to luck" in text(drawn)
    assert drawn.context["page"].rows[-1].warn is not None
    assert mended.context["page"].rows[-1].odds.is_fair
    assert mended.context["page"].rows[-1].warn is None
    assert client.post(url(plan), fields_of(mended)).status_code == 302
    plan.refresh_from_db()
    assert plan.target == Decimal("0.3")


def test_the_bars_of_other_weeks_and_marks_answer_without_a_script(client):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)

    drawn = press(client, plan, "draw", **{"step-1-run_weeks": "4", "step-1-target": "29"})

    exact = plan_bars.work_out(plan, on=timezone.localdate()).bars.lists.at(0.29, 4)
    shown = drawn.context["page"].rows[-1].odds
    assert (shown.luck, shown.miss) == (round(exact.luck * 100), round(exact.miss * 100))


def test_a_run_longer_than_its_date_allows_is_mended_by_one_click(client):
    plan = with_meetings(draft(client, suggested={"weeks_wanted": 12}))
    early = {"step-0-run_weeks": "8"}

    refused = client.post(url(plan), {**fields_of(client.get(url(plan))), **early})
    mended = press(client, plan, "run-0", **early)

    assert "Step 1 takes 8 full weeks in a row" in text(refused)
    assert "Step 1 comes before its weeks in a row" in text(refused)
    assert 'value="run-0"' in text(refused)
    assert not any(row.misfit for row in mended.context["page"].rows)
    assert client.post(url(plan), fields_of(mended)).status_code == 302


def test_a_plan_under_four_full_weeks_is_refused_in_words(client):
    plan = with_meetings(draft(client))
    page = fields_of(client.get(url(plan)))
    start = date.fromisoformat(str(page["starts_on"]))
    short = {"ends_on": (start + timedelta(weeks=3)).isoformat(), "steps": 1}
    short["step-0-due_on"], short["step-0-target"] = short["ends_on"], "30"

    refused = client.post(url(plan), {**page, **short})

    assert "A plan has at least four full weeks of work" in text(refused)


def test_early_steps_show_their_bars_and_warn_of_nothing(client):
    plan = with_meetings(draft(client))

    rows = client.get(url(plan)).context["page"].rows

    assert [row.is_quiet for row in rows] == [True, True, False]
    assert all(row.warn is None for row in rows[:-1])
    assert all(row.odds.is_known for row in rows)


def test_where_nothing_is_fair_the_page_says_so_and_offers_only_what_helps(client):
    plan = with_meetings(draft(client), meetings=3, opportunities=1)
    give_weeks(plan.rep, "conversations", [100] * 13, until=timezone.localdate())
    give_weeks(plan.rep, "outreach", [400] * 13, until=timezone.localdate())

    page = client.get(url(plan))
    warn = page.context["page"].rows[-1].warn

    assert warn.text.startswith("At 3 meetings a week, 30% is so close to")
    assert "that luck alone reaches it in" in text(page)
    assert "whatever we ask" not in text(page)
    assert "fairer" not in text(page)
    assert warn.clicks
    for click in warn.clicks:
        mended = press(client, plan, click.action)
        if mended.status_code == 302:
            mended = client.get(mended.url)
        last = mended.context["page"].rows[-1]
        assert last.odds.is_fair, click
        assert last.warn is None
        assert client.post(url(plan), fields_of(mended)).status_code == 302


def test_another_number_is_taken_only_where_it_was_offered(client):
    plan = with_meetings(draft(client), meetings=3, opportunities=1)
    before = Plan.objects.get(pk=plan.pk).metric_id

    answer = press(client, plan, "number-999999")

    assert answer.status_code == 200
    assert "This number is no longer offered" in text(answer)
    assert Plan.objects.get(pk=plan.pk).metric_id == before


def test_a_number_is_offered_and_taken_for_the_length_that_is_typed(client):
    plan = with_meetings(draft(client, suggested={"weeks_wanted": 16}))
    give_weeks(plan.rep, "conversations", [100] * 13, until=timezone.localdate())
    kept = draft_basis.keep(plan, on=timezone.localdate())
    page = fields_of(client.get(url(plan)))
    last = (date.fromisoformat(str(page["starts_on"])) + timedelta(weeks=4)).isoformat()
    short = {"steps": 1, "ends_on": last, "step-0-due_on": last, "step-0-run_weeks": "4"}

    shown = press(client, plan, "draw", **short)
    offered = [one.action for one in shown.context["page"].rows[-1].warn.clicks if "number" in one.action]
    answers = [press(client, plan, action, **short).status_code for action in offered[:1]]

    assert kept.bars["mends"] == []
    assert answers == [302]


def test_a_target_that_comes_back_by_itself_is_mended_by_one_click(client):
    plan = with_meetings(draft(client, baseline="0.12", target="0.13"), meetings=25, opportunities=3)
    for rep in RepFactory.create_batch(6, job_role=plan.rep.job_role):
        give_weeks(rep, "meetings", [25] * 26, until=timezone.localdate())
        give_weeks(rep, "opportunities", [5] * 26, until=timezone.localdate())
    draft_basis.keep(plan, on=timezone.localdate())

    shown = client.get(url(plan))
    (warn,) = shown.context["page"].warns
    mended = press(client, plan, "target", **{"step-0-title": "My words"})
    again = press(client, plan, "target")

    assert "This target comes back by itself" in text(shown)
    assert "That much is expected without a plan." in text(shown)
    assert "from half-time on" not in text(shown)
    assert [click.action for click in warn.clicks] == ["target"]
    assert mended.context["page"].warns == ()
    assert mended.context["page"].rows[-1].odds.is_fair
    assert "My words" in text(mended)
    plan.refresh_from_db()
    assert plan.target > Decimal("0.15")
    assert f"Use {plan.target * 100:.0f}% as the target" == warn.clicks[0].label
    assert client.post(url(plan), fields_of(mended)).status_code == 302
    assert "This target is no longer offered" in text(again)


def test_not_tellable_is_a_sentence_and_no_warning(client):
    plan = with_meetings(draft(client, target="0.26"), meetings=25, opportunities=5)

    page = client.get(url(plan))

    assert "show whether the step is reached; whether that was luck" in text(page)
    assert page.context["page"].warns == ()
