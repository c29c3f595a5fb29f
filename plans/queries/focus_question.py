"""What the one question before a plan shows, and to whom."""

from collections.abc import Sequence

from django.db.models import QuerySet

from plans.models import Event, FocusQuestion, History, Plan, Skill
from plans.models.focus_question import MOST_OFFERED
from salesgym.compiled import compiled
from salesgym.people.models import User


def offered(skills: Sequence[Skill], *, first: Sequence[int]) -> list[int]:
    """The skills to put before the rep: all of them in their usual order, where there are many the first ones.

    The order tells nothing of what anybody thinks; `first` are the ids that have to be among them.
    """
    rest = [skill.pk for skill in skills if skill.pk not in first]
    chosen = {*first[:MOST_OFFERED], *rest[: max(MOST_OFFERED - len(first), 0)]}
    return [skill.pk for skill in skills if skill.pk in chosen]


def question_for(user: User, plan_pk: int) -> FocusQuestion | None:
    """The question that was put to this person about this plan."""
    return next(iter(_question(user, plan_pk)), None)


@compiled
def _question(user: User, plan_pk: int) -> QuerySet[FocusQuestion]:
    people = ("plan__rep", "asked_by", "manager_pick", "rep_pick")
    return FocusQuestion.objects.put_to(user).filter(plan=plan_pk).select_related(*people)


def was_taken_back(user: User, plan_pk: int) -> bool:
    """A question of this person's plan stood there once, so that its link says where it went."""
    return History.objects.filter(plan=plan_pk, plan__rep=user, event=Event.FOCUS_TAKEN_BACK).exists()


def skills_of(question: FocusQuestion) -> list[Skill]:
    """The skills that were offered, in the order of every page."""
    return list(Skill.objects.filter(pk__in=question.offered).order_by("position", "name"))


def waiting_for(user: User) -> FocusQuestion | None:
    """The question that this rep has not answered yet."""
    return (
        FocusQuestion.objects.put_to(user)
        .filter(answered_at=None, plan__status=Plan.Status.DRAFT)
        .select_related("asked_by")
        .first()
    )
