"""The words of each mail: a fact, the next step, one button."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.emails.matter import Matter
from plans.models import Mentorship, Milestone
from plans.pages.figures import in_words
from salesgym.notices.emails import absolute
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True)
class Letter:
    """One mail in words: a fact, the next step, one button."""

    subject: str
    title: str
    text: str
    button: str
    url: str
    eyebrow: str = ""
    quote: str = ""
    quote_by: str = ""
    points: Sequence[str] = ()


def agreement_to_sign(matter: Matter) -> Letter:
    plan = matter.plan
    if matter.is_rep:
        words = {"manager": plan.manager.first_name, "focus": plan.skill}
        return Letter(
            subject=_("%(manager)s proposes a plan: %(focus)s") % words,
            eyebrow=str(plan.skill),
            title=plan.headline or _("A plan for you to read"),
            text=_(
                "Read it in peace, say how you see it, then sign or suggest a change. Nothing starts before you both sign."
            ),
            button=_("Read the plan"),
            url=absolute(reverse("plans:proposal", args=[plan.pk])),
        )
    first_day = date_format(plan.starts_on, "l j F") if plan.starts_on else ""
    return Letter(
        subject=_("%(rep)s signed the agreement, your turn") % {"rep": matter.rep},
        eyebrow=str(plan.skill),
        title=_("%(rep)s signed, your turn") % {"rep": matter.rep},
        text=_("With your name the plan starts on %(day)s.") % {"day": first_day},
        quote=plan.rep_reason,
        quote_by=str(plan.rep),
        button=_("Read and sign"),
        url=absolute(reverse("plans:agreement", args=[plan.pk])),
    )


def focus_asked(matter: Matter) -> Letter:
    """Nothing of the draft stands in it: the rep sees the question alone."""
    question = matter.question
    assert question is not None  # noqa: S101 - matter_of has refused mails whose question is gone
    words = {"manager": question.asked_by.first_name}
    return Letter(
        subject=_("%(manager)s asks: which skill would you pick?") % words,
        title=_("Which skill would you pick, and why?"),
        text=_(
            "%(manager)s thinks about a plan with you and has picked one skill already. You see it once you have picked yours."
        )
        % words,
        button=_("Pick one"),
        url=absolute(reverse("plans:answer_focus", args=[matter.plan.pk])),
    )


def focus_answered(matter: Matter) -> Letter:
    question = matter.question
    assert question is not None  # noqa: S101 - matter_of has refused mails whose question is gone
    words = {
        "rep": matter.rep,
        "manager": question.asked_by.first_name,
        "skill": question.rep_pick,
        "other": question.manager_pick,
    }
    return Letter(
        subject=_("%(rep)s picked %(skill)s") % words,
        title=_("%(rep)s picked %(skill)s") % words,
        text=_("%(manager)s picked the same. You may go on from there.") % words
        if question.is_agreed
        else _("%(manager)s picked %(other)s: a good first talk.") % words,
        quote=question.rep_reason,
        quote_by=str(matter.plan.rep) if question.rep_reason else "",
        button=_("See both picks"),
        url=absolute(reverse("plans:wizard_focus", args=[matter.plan.pk])),
    )


def changes_suggested(matter: Matter) -> Letter:
    return Letter(
        subject=_("%(rep)s suggests a change to the plan") % {"rep": matter.rep},
        eyebrow=str(matter.plan.skill),
        title=_("%(rep)s suggests a change") % {"rep": matter.rep},
        text=_("Talk it through, or take the plan back, change it and propose it again."),
        quote=matter.plan.suggested_changes,
        quote_by=str(matter.plan.rep),
        button=_("Read the suggestion"),
        url=absolute(reverse("plans:proposal", args=[matter.plan.pk])),
    )


def taken_back(matter: Matter) -> Letter:
    return Letter(
        subject=_("%(manager)s is changing the plan") % {"manager": matter.plan.manager.first_name},
        eyebrow=str(matter.plan.skill),
        title=_("The plan is being changed"),
        text=_("You will read the new text before anything starts. What you wrote is kept."),
        button=_("Open Today"),
        url=absolute(reverse("coaching:today")),
    )


def started(matter: Matter) -> Letter:
    plan = matter.plan
    first_day = date_format(plan.starts_on, "l j F") if plan.starts_on else ""
    return Letter(
        subject=_("Both signed: %(focus)s starts on %(day)s") % {"focus": plan.skill, "day": first_day},
        eyebrow=str(plan.skill),
        title=_("Both signed. The plan starts on %(day)s") % {"day": first_day},
        text=_("The steps, the practice and what we promised stand on one page."),
        button=_("Open the plan"),
        url=matter.page,
    )


def _step(matter: Matter) -> tuple[Milestone, str]:
    """The step, and what was counted for it."""
    step = matter.milestone
    assert step is not None  # noqa: S101 - matter_of has refused mails whose step is gone
    if step.reached_value is None:
        return step, step.evidence
    said = in_words(step.reached_value, step.metric, matter.say, exact=True)
    if step.reached_denominator:
        return step, f"{said} ({step.reached_numerator:g} / {step.reached_denominator:g})"
    return step, said


def _step_name(step: Milestone, say: Sayers) -> str:
    return step.title or in_words(step.target, step.metric, say)


def _reward_line(step: Milestone) -> str:
    reward = getattr(step, "reward", None)
    return _("Reward: %(what)s") % {"what": reward.what} if reward else ""


def milestone_reached(matter: Matter) -> Letter:
    step, counted = _step(matter)
    words = {"rep": matter.rep, "number": step.position, "step": _step_name(step, matter.say)}
    if matter.is_rep:
        title = _("%(step)s. Step %(number)s done") % words
        text = _("%(counted)s. Your manager will verify it.") % {"counted": counted}
    else:
        title = _("%(rep)s reached step %(number)s: %(step)s") % words
        text = _("%(counted)s. A good day to say well done.") % {"counted": counted}
    return Letter(
        subject=_("Step %(number)s reached: %(step)s") % words
        if matter.is_rep
        else _("%(rep)s reached step %(number)s: %(step)s") % words,
        eyebrow=str(matter.plan.skill),
        title=title,
        text=text,
        points=[line for line in [_reward_line(step)] if line],
        button=_("Open the plan"),
        url=matter.page,
    )


def milestone_to_verify(matter: Matter) -> Letter:
    step, counted = _step(matter)
    words = {"rep": matter.rep, "number": step.position, "step": _step_name(step, matter.say)}
    return Letter(
        subject=_("To verify: step %(number)s of %(rep)s, %(step)s") % words,
        eyebrow=str(matter.plan.skill),
        title=_("%(rep)s reached step %(number)s, ready for you to verify") % words,
        text=_("What shows it: %(counted)s") % {"counted": counted},
        points=[line for line in [_reward_line(step)] if line],
        button=_("Look and verify"),
        url=matter.page,
    )


def milestone_verified(matter: Matter) -> Letter:
    step, _counted = _step(matter)
    words = {
        "by": step.verified_by,
        "number": step.position,
        "step": _step_name(step, matter.say),
        "rep": matter.rep,
    }
    return Letter(
        subject=_("Step %(number)s verified: %(step)s") % words,
        eyebrow=str(matter.plan.skill),
        title=_("Step %(number)s is verified: %(step)s") % words,
        text=_("%(by)s has confirmed it.") % words,
        points=[line for line in [_reward_line(step)] if line],
        button=_("Open the plan"),
        url=matter.page,
    )


def milestone_sent_back(matter: Matter) -> Letter:
    step, _counted = _step(matter)
    return Letter(
        subject=_("A little more on step %(number)s") % {"number": step.position},
        eyebrow=str(matter.plan.skill),
        title=_("A little more on step %(number)s: %(step)s")
        % {"number": step.position, "step": _step_name(step, matter.say)},
        text=_("What you wrote is kept. Add to it and send it again."),
        quote=step.note,
        quote_by=str(matter.plan.manager),
        button=_("Open the plan"),
        url=matter.page,
    )


def reward_to_deliver(matter: Matter) -> Letter:
    step, _counted = _step(matter)
    words = {"what": step.reward.what, "rep": matter.rep, "number": step.position}
    return Letter(
        subject=_("Reward ready to give: %(what)s for %(rep)s") % words,
        eyebrow=str(matter.plan.skill),
        title=_("%(what)s, earned by %(rep)s") % words,
        text=_("Step %(number)s is verified. A reward works best while the day is fresh.") % words,
        button=_("Mark it as given"),
        url=matter.page,
    )


def mentor_invited(matter: Matter) -> Letter:
    asked = matter.mentorship
    assert asked is not None  # noqa: S101 - matter_of has refused mails whose invitation is gone
    words = {"asker": asked.invited_by.first_name, "rep": matter.rep, "focus": matter.plan.skill}
    return Letter(
        subject=_("Would you mentor %(rep)s in %(focus)s?") % words,
        eyebrow=str(matter.plan.skill),
        title=_("%(asker)s asks you to be %(rep)s's mentor") % words,
        text=_("About half an hour a week: look at practice, answer a comment, share how you do it."),
        quote=asked.message,
        quote_by=str(asked.invited_by) if asked.message else "",
        button=_("Read and answer"),
        url=absolute(reverse("plans:mentor_invitation", args=[asked.pk])),
    )


def mentor_answered(matter: Matter) -> Letter:
    asked = matter.mentorship
    assert asked is not None  # noqa: S101 - matter_of has refused mails whose invitation is gone
    words = {"mentor": asked.mentor.first_name, "rep": matter.rep, "focus": matter.plan.skill}
    said_yes = asked.status == Mentorship.Status.ACCEPTED
    return Letter(
        subject=_("%(mentor)s is the mentor for %(focus)s") % words
        if said_yes
        else _("%(mentor)s cannot mentor this time") % words,
        eyebrow=str(matter.plan.skill),
        title=_("%(mentor)s said yes") % words if said_yes else _("%(mentor)s cannot this time") % words,
        text=_("%(mentor)s now sees the steps, the practice and the conversation.") % words
        if said_yes
        else _("Somebody else can be asked from the plan's page."),
        quote=asked.answer,
        quote_by=str(asked.mentor) if asked.answer else "",
        button=_("Open the plan"),
        url=matter.page,
    )


def review_due(matter: Matter) -> Letter:
    due = date_format(matter.plan.review_due_on, "l j F") if matter.plan.review_due_on else ""
    return Letter(
        subject=_("Outcome of %(rep)s's plan, due %(day)s") % {"rep": matter.rep, "day": due},
        eyebrow=str(matter.plan.skill),
        title=_("%(rep)s's plan is ready for its outcome") % {"rep": matter.rep},
        text=_("Where it began, where it stands, what was done: it is on one page. Due %(day)s.")
        % {"day": due},
        button=_("Write the outcome"),
        url=absolute(reverse("plans:close_plan", args=[matter.plan.pk])),
    )


def closed(matter: Matter) -> Letter:
    outcome = matter.plan.outcome
    return Letter(
        subject=_("Your plan has its outcome: %(result)s") % {"result": outcome.get_result_display()},
        eyebrow=str(matter.plan.skill or ""),
        title=_("The outcome: %(result)s") % {"result": outcome.get_result_display()},
        text=_("Written down with reasons, for you to read. Everything on the plan stays readable for you."),
        quote=outcome.reasons,
        quote_by=str(matter.plan.manager),
        button=_("Open the plan"),
        url=matter.page,
    )
