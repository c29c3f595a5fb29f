"""A row of the table of mails: who gets a kind, with which subject and first sentence, and what brings it about."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from salesgym.kinds import Policy
from tests.access.world import World

Refs = Mapping[str, int]
# What stands in the mail of one person: its subject, and how its text begins.
Said = Mapping[str, tuple[str, str]]
Brings = Callable[[World, datetime], Refs]
Moment = Callable[[World, datetime], datetime]

# Who manages the world's reps today: a manager, one on leave, and who stands in for them.
MANAGERS = ("Manager", "Away", "Deputy")
# Of a formal plan no subject says more.
DISCREET = "Something waits for you in SalesGym"


@dataclass(frozen=True)
class Row:
    """`when` is said as product.md says it. `brings` does what it takes, tells people where the product does, and
    returns the ids that the mail is written from. `goes_out`: at which moment, from now. `also`: others who may read it, and
    are not told.
    """

    when: str
    brings: Brings
    to: Said
    policy: Policy = Policy.AT_LEAST_ONCE
    lifetime: timedelta = timedelta(days=7)
    goes_out: Moment = lambda world, at: at
    also: Iterable[str] = ()


def said(subject: str, first: str, *names: str) -> dict[str, tuple[str, str]]:
    """The same words for these people."""
    return dict.fromkeys(names, (subject, first))


def after(**more: int) -> Moment:
    """So long after now."""
    return lambda world, at: at + timedelta(**more)


def of(state: str) -> Brings:
    """The plan in this state is enough."""
    return lambda world, at: {"plan": world.plans[state].pk}


def with_thing(name: str, kind: str, state: str) -> Brings:
    """The plan in this state, and a thing of it."""
    return lambda world, at: {"plan": world.plans[state].pk, name: world.things[kind][state].pk}
