"""A plan's terms as one plain text, complete and in fixed order: what both parties put their names under."""

import hashlib
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.calculations.timeline.full_weeks import full_weeks
from plans.documents import decision, formal, reasons, sentences
from plans.models import Commitment, Milestone, OwnFigure, Plan, ProgrammeItem
from plans.pages.counting import COUNTS_ON, rule_of
from plans.pages.fair_words import said_of
from plans.pages.figures import in_words, own_amount, step_words
from plans.pages.if_then import if_then
from plans.pages.promises import by_side
from plans.queries.days_off import days_off_of
from salesgym.numbers.pages.values import Sayers, things
from salesgym.people.models import Organization


def text_of(plan: Plan, *, number: int) -> str:
    """The agreement's text. The same terms give the same text, to the byte."""
    say = Sayers(Organization.objects.current().currency)
    ours, own = by_side(plan.support.select_related("promised_by").order_by("due_on", "pk"))
    sections = [
        (_("Who"), _people(plan)),
        (_("The one thing"), _focus(plan)),
        (_("Reasons and facts"), reasons.lines(plan)),
        *formal.support_given(plan),
        (_("What is measured"), _measure(plan, say)),
        (
            _("Dates and steps"),
            [*_dates(plan), *_steps(plan, say), *_counting(plan), *_fairness(plan, say)],
        ),
        (_("Practice"), _practice(plan)),
        (_("What we do for it"), _promises(ours) or [_("Coaching by the manager along the way.")]),
        # Without promises of the rep the text is what it was before there were any, to the byte.
        *([(_("What %(name)s does for it") % {"name": plan.rep.first_name}, _promises(own))] if own else []),
        (_("How we go about it"), [*_rules(plan, say), *(_both_sides() if own else [])]),
        *formal.added(plan),
        (
            _("Signing"),
            [_("Signing says: we have read this plan and talked it through. Each may add a comment.")],
        ),
    ]
    head = [_("Improvement plan"), _("Agreement %(number)s") % {"number": number}, ""]
    body = [
        line
        for place, (title, lines) in enumerate(sections, start=1)
        for line in [f"{place}. {title}", *lines, ""]
    ]
    return "\n".join([*head, *body]).strip() + "\n"


def digest_of(text: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _people(plan: Plan) -> list[str]:
    mentor = plan.mentor or plan.mentor_wish
    return [
        sentences.REP % {"name": plan.rep},
        sentences.MANAGER % {"name": plan.manager},
        sentences.MENTOR % {"name": mentor} if mentor else str(sentences.NO_MENTOR),
        sentences.KIND % {"kind": plan.get_kind_display()},
    ]


def _focus(plan: Plan) -> list[str]:
    return [sentences.SKILL % {"name": plan.skill}, *_lines(plan.headline), *_lines(plan.why)]


def _measure(plan: Plan, say: Sayers) -> list[str]:
    metric = plan.metric
    weeks = plan.window_weeks
    name = (
        sentences.IN_A_ROW % {"metric": metric}
        if plan.counts_runs
        else sentences.IN_A_WINDOW % {"metric": metric, "weeks": weeks}
    )
    value = in_words(plan.baseline, metric, say)
    if plan.baseline_denominator:
        value += f" ({plan.baseline_numerator:,.0f} / {plan.baseline_denominator:,.0f})"
    start = sentences.START % {"value": value}
    if plan.baseline_weeks and plan.baseline_until:
        said = {"value": value, "weeks": plan.baseline_weeks, "day": _day(plan.baseline_until)}
        start = sentences.START_WEEKS % said
    direction = _("Lower is better.") if metric and metric.lower_is_better else _("Higher is better.")
    target = sentences.TARGET % {"value": in_words(plan.target, metric, say)}
    return [name, start, target, direction, *_own_figure(plan, say)]


def _own_figure(plan: Plan, say: Sayers) -> list[str]:
    """What the rep believes it is worth, where they said so before these terms were put down."""
    figure = OwnFigure.objects.filter(plan=plan).first()
    if figure is None:
        return []
    told = {
        "name": plan.rep.first_name,
        "target": in_words(figure.target, plan.metric, say),
        "amount": own_amount(figure, say),
    }
    line = (
        _("What %(target)s is worth, in %(name)s's own figure: %(amount)s a quarter.")
        if figure.amount_minor is not None
        else _("How far %(name)s wants to get: %(target)s.")
    ) % told
    return [" ".join([line, *_lines(figure.reason)])]


def _dates(plan: Plan) -> list[str]:
    return [
        sentences.FIRST_DAY % {"day": _day(plan.starts_on)},
        sentences.LAST_DAY % {"day": _day(plan.ends_on)},
        *_later_start(plan),
    ]


def may_begin_later(plan: Plan) -> bool:
    """Whether the text of this plan lets it begin later; plans of the earlier rule keep their text to the byte."""
    return plan.counts_runs


def _later_start(plan: Plan) -> list[str]:
    if not may_begin_later(plan):
        return []
    return [
        _(
            "If the second signature comes after the first day, whoever signs second may let the plan begin on the same weekday after it. First day, last day, steps and promises then move by the same number of whole weeks."
        )
    ]


def _steps(plan: Plan, say: Sayers) -> list[str]:
    steps = plan.milestones.select_related("metric__denominator", "reward__given_by").order_by("position")
    if not plan.counts_runs:
        return [_step(step, say) for step in steps]
    return [line for step in steps for line in [_step(step, say), rule_of(plan, step, say)] if line]


def _counting(plan: Plan) -> list[str]:
    """How weeks are counted, for plans whose steps are reached by weeks in a row."""
    if not plan.counts_runs or plan.counts_since is None or plan.ends_on is None:
        return []
    return [
        *_counting_since(plan),
        _("A week counts for a date that is its last working day or later."),
        *_stepped_over(plan, plan.counts_since, plan.ends_on),
        _(
            "Weeks in a row begin and end with a week whose numbers are known, at most one between them is unknown, and together they hold at least 60 % of what so many weeks usually bring."
        ),
        *_usual(plan),
        _("A step before the last may be reached later, up to the last day, and is then called late."),
        _(
            "A step that counts an activity waits while the quality beside it has clearly fallen over the same weeks."
        ),
        _("Once a step is verified, corrected numbers leave it verified and add a note."),
    ]


def _counting_since(plan: Plan) -> list[str]:
    if plan.counts_from is None:
        return [_("Only full weeks inside the plan count, never weeks before it.")]
    return [COUNTS_ON % {"day": _day(plan.counts_from)}]


def _stepped_over(plan: Plan, begins: date, ends_on: date) -> list[str]:
    """The weeks without any work that are known when the terms are put down."""
    days_off = days_off_of(plan)
    over = [
        week
        for week in full_weeks(begins, ends_on, work_days=days_off.work_days)
        if not days_off.worked(week)
    ]
    lines = [
        _("Weeks wholly on leave, in a pause or of holidays are stepped over, and open dates move with them.")
    ]
    if over:
        days = ", ".join(week.isoformat() for week in over)
        lines.append(_("Known today are the weeks from: %(days)s.") % {"days": days})
    return lines


def _usual(plan: Plan) -> list[str]:
    """What a week usually brings, where the number is a share or an average."""
    metric = plan.metric
    if (
        metric is None
        or metric.denominator is None
        or not plan.baseline_denominator
        or not plan.baseline_weeks
    ):
        return []
    said = {"count": f"{plan.baseline_denominator / plan.baseline_weeks:.1f}", "things": things(metric)}
    return [_("A week usually brings %(count)s %(things)s.") % said]


def _step(step: Milestone, say: Sayers) -> str:
    said = {"number": step.position, "day": _day(step.due_on), "what": step_words(step, say)}
    reward = getattr(step, "reward", None)
    if reward is None:
        return sentences.STEP % said
    said |= {"reward": reward.what, "name": reward.given_by}
    return sentences.STEP_WITH_REWARD % said


def _fairness(plan: Plan, say: Sayers) -> list[str]:
    """How fair the last step is, and what the plan can show, as it was worked out with these terms."""
    return said_of(plan, say).lines


def _practice(plan: Plan) -> list[str]:
    items = plan.programme.select_related("drill").order_by("position")
    drills = [_drill(item) for item in items]
    promise = _("The programme is %(name)s's own promise and may change at any time.")
    return [*(drills or [_("To be chosen.")]), promise % {"name": plan.rep.first_name}]


def _drill(item: ProgrammeItem) -> str:
    promise = if_then(when=item.when, where=item.where, what=item.what)
    said = {"drill": item.drill, "times": item.times_a_week, "when": promise, "what": promise}
    if item.what:
        return sentences.DRILL_IF_THEN % said
    return (sentences.DRILL_WHEN if promise else sentences.DRILL) % said


def _promises(promises: Iterable[Commitment]) -> list[str]:
    return [
        sentences.PROMISE
        % {"what": promise.what, "day": _day(promise.due_on), "who": promise.promised_by or _("the company")}
        for promise in promises
    ]


def _both_sides() -> list[str]:
    """When a promise counts as kept, where both sides make some."""
    return [
        _(
            "Promises of both sides stand in one table. Kept is what is done by the day of the outcome; what comes after its own day is shown as late."
        )
    ]


def _rules(plan: Plan, say: Sayers) -> list[str]:
    return [
        _("A step is reached as it says itself, or claimed with evidence, and verified by the manager.")
        if plan.counts_runs
        else _(
            "A step is reached by the numbers of full weeks, or claimed with evidence, and verified by the manager."
        ),
        _("Rewards are earned when a step is verified."),
        _("Leave and pauses move every open date by the working days lost."),
        _(
            "Targets stay as they are. Where they no longer fit, the plan closes and a new one is signed by both."
        ),
        *([str(sentences.DATES_CHANGE)] if plan.counts_runs else []),
        _("As long as there is progress there is a future here."),
        *decision.lines(plan, say),
        _("Within 7 days of the last day a named person writes down the outcome, with reasons."),
        _("%(name)s may comment at any time.") % {"name": plan.rep.first_name},
    ]


def _day(day: date | None) -> str:
    """A date that people and machines read alike."""
    return f"{date_format(day, 'l j F Y')} ({day.isoformat()})" if day else _("open")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
