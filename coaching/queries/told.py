"""What has been told already, asked in SQL: a planner that comes by every few minutes reads only what is new."""

from collections.abc import Collection
from typing import TypeVar

from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat

from plans.queries.people import away_of, running_over
from salesgym.notices.models import Notice, Outbox, Preference
from salesgym.people.models import User

Thing = TypeVar("Thing", bound=Model)


def key(kind: str, *parts: str | Combinable) -> Concat:
    """A notice's key as `Item.dedupe_key` writes it, up to the person's id: texts, and fields of the thing."""
    texts = (Value(part) if isinstance(part, str) else Cast(part, CharField()) for part in parts)
    return Concat(Value(f"{kind}:"), *texts, Value(":u"), output_field=CharField())


def untold(
    things: QuerySet[Thing], told_as: Concat, *, to: tuple[str, ...] = (), managers_of: str = ""
) -> QuerySet[Thing]:
    """Those of these things of which somebody was not told yet, of all whom it is for.

    These are the people whom the fields in `to` name, and the managers of today of the rep in the field `managers_of`.
    Nobody waits in vain: whoever manages the rep since an hour ago has not been told.
    """
    missing = Q()
    for person in to:
        missing |= Q((f"{person}__is_active", True), _is_untold(person))
    if managers_of:
        missing |= _has_untold_manager(managers_of)
    return things.alias(told_as=told_as).filter(missing)


def keys_of(dedupe_keys: Collection[str]) -> set[str]:
    """Those of these keys under which something was told. One query."""
    told = Notice.objects.filter(dedupe_key__in=dedupe_keys)
    return set(told.values_list("dedupe_key", flat=True))


def unwritten(people: QuerySet[User], kind: str, *parts: str) -> QuerySet[User]:
    """Those of these people who want mails of this kind, which has no notices, and whose mail was not written yet."""
    written = Outbox.objects.filter(
        dedupe_key=Concat(key(kind, *parts), Cast(OuterRef("pk"), CharField()), output_field=CharField())
    )
    silenced = Preference.objects.filter(person=OuterRef("pk"), kind=kind, email=False)
    return people.filter(~Exists(written), ~Exists(silenced)).exclude(email="")


def _has_untold_manager(rep: str) -> Q:
    """True where a manager of the rep, or the deputy of one who is away, was not told."""
    running = running_over(OuterRef(rep)).filter(_is_untold_to("person"), person__is_active=True)
    away = away_of(running_over(OuterRef(OuterRef(rep)))).filter(_is_untold_to("deputy"))
    around = away.filter(deputy__is_active=True)
    return Q(Exists(running.exclude(person=OuterRef(rep)))) | Q(Exists(around.exclude(deputy=OuterRef(rep))))


def _is_untold(person: str) -> Q:
    return Q(
        ~Exists(
            _told(Concat(OuterRef("told_as"), Cast(OuterRef(person), CharField()), output_field=CharField()))
        )
    )


def _is_untold_to(person: str) -> Q:
    """The same inside a query of people, around which is the query of things."""
    return Q(
        ~Exists(
            _told(
                Concat(
                    OuterRef(OuterRef("told_as")),
                    Cast(OuterRef(person), CharField()),
                    output_field=CharField(),
                )
            )
        )
    )


def _told(dedupe_key: Concat) -> QuerySet[Notice]:
    return Notice.objects.filter(dedupe_key=dedupe_key)
