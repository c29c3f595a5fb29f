"""Mails about steps and their rewards. A subject stands on lock screens: it names no step, number or reward, and is the
same whichever way a step went.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter
from plans.models import Milestone
from plans.pages.counting import rule_of
from plans.pages.figures import step_figure
from salesgym.kinds import Group
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers

REACHED, VERIFIED, AHEAD = Milestone.Status.REACHED, Milestone.Status.VERIFIED, Milestone.Status.AHEAD


def _reward_waits(matter: Matter) -> bool:
    reward = getattr(matter.milestone, "reward", None)
    gives_it = reward is not None and reward.given_by_id == matter.reader.pk and matter.is_mentor
    return (
        reward is not None and reward.is_earned and not reward.is_delivered and (matter.manages or gives_it)
    )


def _step_is(matter: Matter, *statuses: str) -> bool:
    return matter.milestone is not None and matter.milestone.status in statuses


def _step(matter: Matter) -> tuple[Milestone, str]:
    """The step, and what was counted for it."""
    step = matter.milestone
    assert step is not None  # noqa: S101 - matter_of has refused mails whose step is gone
    if step.reached_value is None:
        return step, step.evidence
    said = step_figure(step, step.reached_value, matter.say, exact=True)
    top, bottom, metric = step.reached_numerator, step.reached_denominator, step.metric
    if top is None or not bottom or metric is None or metric.kind != Metric.Kind.RATIO:
        return step, said
    counted = matter.say(metric).counted(top, bottom)
    return step, _("%(value)s, %(counted)s") % {"value": said, "counted": counted}


def _step_name(step: Milestone, say: Sayers) -> str:
    return step.title or step_figure(step, step.target, say)


def _rule_line(matter: Matter, step: Milestone) -> str:
    """How the numbers reach this step, by the plan's own rule; empty for a claim."""
    by_numbers = step.reached_by == Milestone.ReachedBy.NUMBERS
    return rule_of(matter.plan, step, matter.say) if by_numbers else ""


def _news(matter: Matter) -> str:
    return _("News of your step") if matter.is_rep else _("News of a step")


def _reward_line(step: Milestone) -> str:
    reward = getattr(step, "reward", None)
    return _("Reward: %(what)s") % {"what": reward.what} if reward else ""


@mail(
    "plans.milestone_reached",
    gettext_lazy("A step is reached"),
    group=Group.PROGRESS,
    wanted=lambda matter: _step_is(matter, REACHED, VERIFIED) and (matter.is_party or matter.is_mentor),
)
def milestone_reached(matter: Matter) -> Letter:
    """The step, what was counted for it, and its reward; to others by the rep's name."""
    step, counted = _step(matter)
    words = {"rep": matter.rep, "number": step.position, "step": _step_name(step, matter.say)}
    if matter.is_rep:
        title = _("%(step)s. Step %(number)s done") % words
        text = _("%(counted)s. Your manager will verify it.") % {"counted": counted}
    else:
        title = _("%(rep)s reached step %(number)s: %(step)s") % words
        text = _("%(counted)s. A good day to say well done.") % {"counted": counted}
    return Letter(
        subject=_news(matter),
        eyebrow=str(matter.plan.skill),
        title=title,
        text=text,
        points=[line for line in [_reward_line(step)] if line],
        button=_("Open the plan"),
        url=matter.page,
    )


@mail(
    "plans.milestone_to_verify",
    gettext_lazy("A step waits to be verified"),
    group=Group.WAITS,
    wanted=lambda matter: _step_is(matter, REACHED) and matter.manages and matter.plan.is_working,
)
def milestone_to_verify(matter: Matter) -> Letter:
    """What shows that the step is reached, the numbers or the rep's evidence, and its reward."""
    step, counted = _step(matter)
    words = {"rep": matter.rep, "number": step.position, "step": _step_name(step, matter.say)}
    return Letter(
        subject=_("A step waits to be verified"),
        eyebrow=str(matter.plan.skill),
        title=_("%(rep)s reached step %(number)s, ready for you to verify") % words,
        text=_("What shows it: %(counted)s") % {"counted": counted},
        points=[line for line in [_rule_line(matter, step), _reward_line(step)] if line],
        button=_("Look and verify"),
        url=matter.page,
    )


@mail(
    "plans.milestone_verified",
    gettext_lazy("A step is verified"),
    group=Group.PROGRESS,
    wanted=lambda matter: _step_is(matter, VERIFIED) and (matter.is_rep or matter.is_mentor),
)
def milestone_verified(matter: Matter) -> Letter:
    """Who has confirmed the step, and its reward."""
    step, _counted = _step(matter)
    words = {
        "by": step.verified_by,
        "number": step.position,
        "step": _step_name(step, matter.say),
        "rep": matter.rep,
    }
    return Letter(
        subject=_news(matter),
        eyebrow=str(matter.plan.skill),
        title=_("Step %(number)s is verified: %(step)s") % words,
        text=_("%(by)s has confirmed it.") % words,
        points=[line for line in [_reward_line(step)] if line],
        button=_("Open the plan"),
        url=matter.page,
    )


@mail(
    "plans.milestone_sent_back",
    gettext_lazy("A step needs a little more"),
    group=Group.WAITS,
    wanted=lambda matter: _step_is(matter, AHEAD) and matter.is_rep and matter.plan.is_working,
)
def milestone_sent_back(matter: Matter) -> Letter:
    """What is still missing, in the manager's own words; what the rep wrote is kept."""
    step, _counted = _step(matter)
    return Letter(
        subject=_news(matter),
        eyebrow=str(matter.plan.skill),
        title=_("A little more on step %(number)s: %(step)s")
        % {"number": step.position, "step": _step_name(step, matter.say)},
        text=_("What you wrote is kept. Add to it and send it again."),
        quote=step.note,
        quote_by=_("Your manager"),
        button=_("Open the plan"),
        url=matter.page,
    )


@mail(
    "plans.milestone_taken_back",
    gettext_lazy("A step is open again"),
    group=Group.PROGRESS,
    wanted=lambda matter: (
        _step_is(matter, AHEAD) and (matter.is_party or matter.is_mentor) and matter.plan.is_working
    ),
)
def milestone_taken_back(matter: Matter) -> Letter:
    """That corrected numbers have opened the step again, and what reaches it; to others by the rep's name."""
    step, _counted = _step(matter)
    words = {"rep": matter.rep, "number": step.position, "step": _step_name(step, matter.say)}
    if matter.is_rep:
        title = _("Step %(number)s is open again: %(step)s") % words
        text = _("Its numbers were corrected. What you have practiced stays, and the weeks to come count.")
    else:
        title = _("Step %(number)s of %(rep)s is open again: %(step)s") % words
        text = _("Its numbers were corrected, so there is nothing to verify until they reach it again.")
    rule = rule_of(matter.plan, step, matter.say)
    return Letter(
        subject=_news(matter),
        eyebrow=str(matter.plan.skill),
        title=title,
        text=text,
        points=[rule] if rule else [],
        button=_("Open the plan"),
        url=matter.page,
    )


@mail(
    "plans.reward_to_deliver",
    gettext_lazy("A reward is ready to give"),
    group=Group.WAITS,
    wanted=_reward_waits,
)
def reward_to_deliver(matter: Matter) -> Letter:
    """Which reward the rep has earned by which step, for whoever gives it."""
    step, _counted = _step(matter)
    words = {"what": step.reward.what, "rep": matter.rep, "number": step.position}
    return Letter(
        subject=_("A reward is ready to give"),
        eyebrow=str(matter.plan.skill),
        title=_("%(what)s, earned by %(rep)s") % words,
        text=_("Step %(number)s is verified. A reward works best while the day is fresh.") % words,
        button=_("Mark it as given"),
        url=matter.page,
    )
