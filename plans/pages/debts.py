"""What is open on a plan that comes to its end, in words: each thing with its button, each kind with what closing means."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import Commitment, Milestone, Reward
from plans.pages.figures import step_figure
from plans.pages.promises import promise_words
from plans.queries.closing import Debts, Owed
from salesgym.numbers.pages.values import Sayers
from salesgym.people.pages.sentence import sentence


@dataclass(frozen=True, slots=True)
class DebtLine:
    """One open thing. `settles` is the value of its button, like verify-12."""

    icon: str
    title: str
    text: str
    verb: str
    settles: str
    is_late: bool = False


def debt_lines(debts: Debts, say: Sayers, *, on: date) -> list[DebtLine]:
    """Steps to verify, then rewards to give, then promises to keep, ours first."""
    return [
        *(_step(step, say) for step in debts.steps),
        *(_reward(reward) for reward in debts.rewards),
        *(_promise(promise, on=on) for promise in [*debts.promises, *debts.own]),
    ]


def sentences(debts: Debts) -> list[tuple[str, str]]:
    """For each kind its key and the sentence that somebody ticks who closes the plan and leaves it open."""
    say_of: dict[Owed, Callable[[], str]] = {
        Owed.VERIFY: lambda: _unverified(debts.steps),
        Owed.REWARD: lambda: _owed(debts.rewards),
        Owed.PROMISE: lambda: _not_kept(debts.promises),
    }
    return [(key, say_of[kind]()) for kind, key in debts.keys.items()]


def still_open(debts: Debts, *, name: str) -> str:
    """The sentence about promises of the rep that are open, which hold no outcome up; "" without any."""
    if not debts.own:
        return ""
    said = {"name": name, "what": _listed(promise.what for promise in debts.own)}
    return (
        ngettext(
            "%(name)s's promise is open: %(what)s. Ask whether it is done. The plan may close as it stands.",
            "%(name)s's promises are open: %(what)s. Ask whether they are done. The plan may close as it stands.",
            len(debts.own),
        )
        % said
    )


def _step(step: Milestone, say: Sayers) -> DebtLine:
    name = step.title or ("" if step.target is None else step_figure(step, step.target, say))
    said = {"number": step.position, "step": name}
    return DebtLine(
        icon="flag",
        title=_("Step %(number)s: %(step)s") % said if name else _("Step %(number)s") % said,
        text=" ".join(_shown_by(step, say)),
        verb=_("Verify"),
        settles=f"{Owed.VERIFY}-{step.pk}",
    )


def _shown_by(step: Milestone, say: Sayers) -> Iterator[str]:
    """What shows that the step is reached, and what it earns."""
    day = date_format(step.reached_on, "j F") if step.reached_on else ""
    if step.is_claimed:
        yield _("Claimed on %(day)s: %(evidence)s") % {"day": day, "evidence": step.evidence}
    else:
        value = step_figure(step, step.reached_value, say, exact=True)
        yield _("Reached by the numbers on %(day)s, with %(value)s.") % {"day": day, "value": value}
    if hasattr(step, "reward"):
        yield _("Verifying it earns the reward: %(what)s.") % {"what": step.reward.what}


def _reward(reward: Reward) -> DebtLine:
    said = {"number": reward.milestone.position, "name": reward.given_by.first_name}
    return DebtLine(
        icon="gift",
        title=reward.what,
        text=sentence(_("Earned with step %(number)s, from %(name)s."), said, name=reward.given_by_id),
        verb=_("Given"),
        settles=f"{Owed.REWARD}-{reward.pk}",
    )


def _promise(promise: Commitment, *, on: date) -> DebtLine:
    by = promise.promised_by.name if promise.promised_by else ""
    words = promise_words(promise, by=by, is_over=False, on=on)
    return DebtLine(
        icon="clock" if words.is_late else "hand-heart",
        title=promise.what,
        text=sentence(
            _("Promised by %(who)s, %(when)s.") if by else _("Promised by the company, %(when)s."),
            {"who": words.who, "when": words.when},
            who=promise.promised_by_id,
        ),
        verb=_("Done"),
        settles=f"{Owed.PROMISE}-{promise.pk}",
        is_late=words.is_late,
    )


def _unverified(steps: Sequence[Milestone]) -> str:
    said = {"steps": _listed(str(step.position) for step in steps)}
    if not any(hasattr(step, "reward") for step in steps):
        text = ngettext(
            "Close without verifying step %(steps)s.",
            "Close without verifying steps %(steps)s.",
            len(steps),
        )
        return text % said
    text = ngettext(
        "Close without verifying step %(steps)s: its reward is not given.",
        "Close without verifying steps %(steps)s: their rewards are not given.",
        len(steps),
    )
    return text % said


def _owed(rewards: Sequence[Reward]) -> str:
    text = ngettext(
        "Close before this reward is given: %(what)s. It stays owed, and can be given later.",
        "Close before these rewards are given: %(what)s. They stay owed, and can be given later.",
        len(rewards),
    )
    return text % {"what": _listed(reward.what for reward in rewards)}


def _not_kept(promises: Sequence[Commitment]) -> str:
    text = ngettext(
        "Close with this promise not kept: %(what)s.",
        "Close with these promises not kept: %(what)s.",
        len(promises),
    )
    return text % {"what": _listed(promise.what for promise in promises)}


def _listed(things: Iterable[str]) -> str:
    """1, 2 and 3"""
    return get_text_list(list(things), _("and"))
