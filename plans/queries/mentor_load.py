"""How many plans a person helps with already, and may soon: annotations of people."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from plans.models import Mentorship, Plan


def mentees() -> Coalesce:
    """An annotation of people: how many open plans each of them mentors."""
    return _many(Plan.objects.open().filter(mentor=OuterRef("pk")))


def asked() -> Coalesce:
    """An annotation of people: for how many open plans each of them was asked and has not answered."""
    waiting = Mentorship.objects.filter(mentor=OuterRef("pk"), status=Mentorship.Status.ASKED)
    return _many(waiting.filter(plan__in=Plan.objects.open()))


def _many(rows: QuerySet[Plan] | QuerySet[Mentorship]) -> Coalesce:
    counted = rows.order_by().values("mentor").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)
