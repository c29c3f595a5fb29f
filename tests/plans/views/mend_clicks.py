"""The wizard of a plan, walked by its own buttons, and every mend of every warning that it shows."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.urls import reverse

from plans.models import Plan, PlanBasis, Skill
from plans.queries.basis import stored_bases
from salesgym.numbers.models import Metric
from salesgym.people.models import User
from tests.plans.views.page_clicks import Page, Warn, opened, text_of

# The two titles of the one honest sentence, for a plan in which nothing is fair.
HONEST = {"Luck decides too much here", "The plan leaves too little time"}
NO_MENTOR = "We ask once it runs."
HONEST_WORDS = (
    "whatever we ask. Good as an aim, no proof.",
    "that luck alone reaches it",
    "weeks are too short",
)
MOST_CLICKS = 8

Typed = dict[str, object]
State = Callable[[Page], Page]


def opened_plan(client, rep: User, key: str) -> Page:
    """The big picture of a fresh plan of this rep about this number, by the first three steps of the wizard."""
    metric = Metric.objects.get(key=key)
    skill = Skill.objects.filter(metric=metric).first() or Skill.objects.first()
    page = opened(client, reverse("plans:start_plan"))
    page = page.click(page.button("Choose the focus"), rep=rep.pk)
    page = page.click(page.button("next"), skill=skill.pk, metric=metric.pk)
    return with_reason(page)


def with_reason(page: Page) -> Page:
    """The big picture, once the rep's first words are written on the page of the reason."""
    assert page.url.endswith("/reason/"), page.url
    return page.click(page.button("next"), headline="A strong year so far", why="This is the one thing.")


def plan_of(page: Page) -> Plan:
    return Plan.objects.select_related("metric").get(pk=int(page.url.split("/")[2]))


# States of the fourth step, each from the big picture on.


def as_suggested(picture: Page) -> Page:
    page = picture.click(picture.button("next"))
    assert page.url.endswith("/milestones/"), page.url
    return page


def all_due_in_four_weeks(picture: Page) -> Page:
    """Too short for its steps, for their weeks in a row, and for deals to close."""

    def typed(count: int, start: date) -> Typed:
        days = [start + timedelta(weeks=max(1, round(4 * place / count))) for place in range(1, count + 1)]
        return {"ends_on": days[-1], **{f"step-{at}-due_on": day for at, day in enumerate(days)}}

    return _drawn(as_suggested(picture), typed)


def four_lucky_weeks_in_a_row(picture: Page) -> Page:
    """The last step after a run that is too short, and the first one with a run that does not fit."""

    def typed(count: int, start: date) -> Typed:
        return {
            f"step-{count - 1}-run_weeks": 4,
            "step-0-run_weeks": 6,
            "step-0-due_on": start + timedelta(weeks=5),
        }

    return _drawn(as_suggested(picture), typed)


def thirteen_weeks_in_a_row(picture: Page) -> Page:
    """A run that is longer than the date of the last step allows, and steps that come close upon each other."""

    def typed(count: int, start: date) -> Typed:
        days = [start + timedelta(weeks=10, days=3 * place) for place in range(count)]
        return {
            f"step-{count - 1}-run_weeks": 13,
            "ends_on": days[-1],
            **{f"step-{at}-due_on": day for at, day in enumerate(days)},
        }

    return _drawn(as_suggested(picture), typed)


def a_target_that_comes_back(picture: Page) -> Page:
    """Halfway from where the rep stands to what is expected without help; for a rep who is better than that, within luck."""
    start, expected = _start_and_expected(picture)
    is_better = start <= expected if plan_of(picture).metric.lower_is_better else start >= expected
    return a_target_within_luck(picture) if is_better else _aimed(picture, (start + expected) / 2)


def a_target_within_luck(picture: Page) -> Page:
    """Five percent better than what is expected without help, and than the start."""
    start, expected = _start_and_expected(picture)
    is_down = plan_of(picture).metric.lower_is_better
    return _aimed(picture, min(start, expected) * 0.95 if is_down else max(start, expected) * 1.05)


def _start_and_expected(picture: Page) -> tuple[float, float]:
    plan = plan_of(picture)
    basis = stored_bases(PlanBasis.objects.get(plan=plan).bases)[plan.metric_id]
    return float(plan.baseline), basis.expected


def _aimed(picture: Page, target: float) -> Page:
    """The fourth step for this target, typed in the unit in which it is read."""
    is_share = plan_of(picture).metric.kind == Metric.Kind.RATIO
    shown = Decimal(str(round(100 * target if is_share else target, 2)))
    page = picture.click(picture.button("next"), typed=shown)
    assert page.url.endswith("/milestones/"), (page.url, shown)
    return page


def _drawn(page: Page, typed: Callable[[int, date], Typed]) -> Page:
    """The page for what is typed into it, drawn again; it warns of something."""
    draw = page.button("draw")
    fields = page.fields(draw)
    start = date.fromisoformat(fields["starts_on"][0])
    drawn = page.click(draw, **typed(int(fields["steps"][0]), start))
    assert drawn.warnings
    return drawn


# What is asked of every mend.


def troubles_of(before: Page) -> list[str]:
    """What is wrong with the mends of this state, each clicked from the same state; empty where all help."""
    found = []
    for warning in before.warnings:
        if not warning.clicks and warning.title not in HONEST:
            found.append(f"{warning.title}: nothing to click")
        for click in warning.clicks:
            with transaction.atomic():
                trouble = _trouble_after(before, warning, before.click(click))
                transaction.set_rollback(True)
            if click.name != "button":
                trouble = "only a link"
            if trouble:
                found.append(f"{warning.title} > {text_of(click)}: {trouble}")
    return found


def _trouble_after(before: Page, warning: Warn, after: Page) -> str:
    """Why this page is no better than the one before; empty where it is."""
    if (after.status, after.url) != (200, before.url):
        return f"answered {after.status} at {after.url}"
    wanted_gone = HONEST if warning.title in HONEST else {warning.title}
    if wanted_gone & after.titles:
        return f"stays: {wanted_gone & after.titles}"
    # What was honest before may be honest for the other reason in a plan of another length.
    new = after.titles - before.titles
    if new and not (new <= HONEST and says_that_nothing_is_fair(after)):
        return f"new: {new}"
    return ""


def says_that_nothing_is_fair(page: Page) -> bool:
    """Whether the page has the honest sentence, and knows nothing that would help."""
    honest = [warning for warning in page.warnings if warning.title in HONEST]
    return bool(honest) and not any(warning.clicks for warning in honest)


def mended(page: Page) -> Page:
    """The page after the first mend of its first warning, and so on until nothing is left to mend."""
    for _click in range(MOST_CLICKS):
        click = next((warning.clicks[0] for warning in page.warnings if warning.clicks), None)
        if click is None:
            return page
        page = page.click(click)
    raise AssertionError(f"after {MOST_CLICKS} clicks there is still {page.titles}")


def troubles_on_the_way_to_the_review(page: Page) -> list[str]:
    """What is wrong with the last steps of the wizard from this page on; empty where they end in an honest plan."""
    is_unfair = says_that_nothing_is_fair(page)
    if page.warnings and not is_unfair:
        return [f"left at the end: {page.titles}"]
    people = page.click(page.button("next"))
    if not people.url.endswith("/people/"):
        return [f"not saved: {people.titles}"]
    # Grace's draft names a mentor; one that names nobody says why.
    to_review = people.button("next")
    nobody = (
        {}
        if any(people.fields(to_review).get("mentor", []))
        else {"mentor": "", "no_mentor_reason": NO_MENTOR}
    )
    review = people.click(to_review, **nobody)
    assert review.url.endswith("/review/"), review.text
    found = [] if "Propose to" in review.text else ["the review misses something"]
    is_said = any(words in review.text for words in HONEST_WORDS)
    has_bars = "gets there" in review.text and "misses it in" in review.text
    if is_unfair != is_said:
        found.append("the review says that nothing is fair" if is_said else "the review does not say so")
    if not has_bars:
        found.append("the review has no bars")
    return found
