"""The mail that corrects an earlier one: what was verified, given or kept was taken back."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter
from plans.models import Commitment, Event, History, Milestone
from plans.pages.figures import step_figure
from salesgym.kinds import Group


def _still_stands(matter: Matter) -> bool:
    """Whether what was taken back was not done again since."""
    if matter.support is not None:
        return matter.support.delivered_on is None and matter.plan.is_working
    if _is_about_reward(matter):
        reward = _step(matter).reward
        return reward.is_earned and not reward.is_delivered
    return _step(matter).status == Milestone.Status.REACHED and matter.plan.is_working


def _is_about_reward(matter: Matter) -> bool:
    return _event(matter).event == Event.REWARD_PUT_RIGHT


def _event(matter: Matter) -> History:
    assert matter.happened is not None  # noqa: S101 - matter_of has refused mails whose event is gone
    return matter.happened


def _step(matter: Matter) -> Milestone:
    assert matter.milestone is not None  # noqa: S101 - matter_of has refused mails whose step is gone
    return matter.milestone


@mail(
    "plans.put_right",
    gettext_lazy("Something is taken back"),
    group=Group.PEOPLE,
    wanted=lambda matter: _still_stands(matter) and (matter.is_party or matter.is_mentor),
)
def put_right(matter: Matter) -> Letter:
    """What was taken back and by whom, what stays, and the reason in the words of who did it."""
    happened = _event(matter)
    if matter.support is not None:
        title, text = _of_promise(matter, matter.support)
    else:
        title, text = _of_reward(matter) if _is_about_reward(matter) else _of_step(matter)
    reason = str(happened.detail.get("reason", ""))
    return Letter(
        subject=_("Something on your plan is put right")
        if matter.is_rep
        else _("Something on a plan is put right"),
        eyebrow=str(matter.plan.skill),
        title=title,
        text=text,
        quote=reason,
        quote_by=str(happened.actor or "") if reason else "",
        points=_points(matter),
        button=_("Open the plan"),
        url=matter.page,
    )


def _of_promise(matter: Matter, promise: Commitment) -> tuple[str, str]:
    words = {"by": _by(matter), "rep": matter.rep, "what": promise.what}
    title = _("A promise is still to be kept: %(what)s") % words
    if promise.promised_by_id == matter.plan.rep_id:
        return title, _("%(by)s took back that it was kept. It stands open again.") % words
    if matter.is_rep:
        return title, _("%(by)s took back that it was kept. You are still owed it.") % words
    return title, _("%(by)s took back that it was kept. %(rep)s is still owed it.") % words


def _of_reward(matter: Matter) -> tuple[str, str]:
    words = {"by": _by(matter), "rep": matter.rep, "what": _step(matter).reward.what}
    text = _("%(by)s took back that it was given. It stays earned.") % words
    if matter.is_rep:
        return _("Your reward is still to come: %(what)s") % words, text
    return _("%(what)s for %(rep)s is still to be given") % words, text


def _of_step(matter: Matter) -> tuple[str, str]:
    step = _step(matter)
    name = step.title or step_figure(step, step.target, matter.say)
    words = {"by": _by(matter), "rep": matter.rep, "number": step.position, "step": name}
    text = _("%(by)s took the verification back. The step stays reached.") % words
    if matter.is_rep:
        return _("Step %(number)s waits to be verified again: %(step)s") % words, text
    return _("Step %(number)s of %(rep)s waits to be verified again: %(step)s") % words, text


def _by(matter: Matter) -> str:
    actor = _event(matter).actor
    return actor.first_name if actor else ""


def _points(matter: Matter) -> list[str]:
    """That the reward waits with its step."""
    reward = getattr(matter.milestone, "reward", None)
    if reward is None or _is_about_reward(matter):
        return []
    return [_("The reward waits with the step: %(what)s") % {"what": reward.what}]
