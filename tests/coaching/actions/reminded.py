"""A team with a plan that runs, the days of its weeks, and its mails as they would go out."""

from datetime import UTC, date, datetime

from plans.models import Plan
from salesgym import kinds
from salesgym.kinds import Rendered
from salesgym.notices.emails import write
from salesgym.notices.models import Outbox
from tests.factories.people import MembershipFactory, OrganizationFactory, TeamFactory, UserFactory
from tests.factories.plans import PlanFactory


def team_plan(*, life: str = "active") -> Plan:
    """A plan of a rep in a team of its manager, with a mentor, from Monday 5 January 2026 on for 12 weeks."""
    OrganizationFactory()
    manager = UserFactory(name="Dana Whitfield")
    membership = MembershipFactory(team=TeamFactory(manager=manager), person=UserFactory(name="Marcus Bell"))
    mentor = UserFactory(name="Sofia Marin")
    return PlanFactory(life=life, rep=membership.person, manager=manager, mentor=mentor)


def at(month: int, day: int, hour: int = 9) -> datetime:
    """This day of 2026, nine o'clock."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


def on(month: int, day: int) -> date:
    return date(2026, month, day)


def words_of(mail: Outbox, moment: datetime) -> Rendered | None:
    """The mail as it would go out at this moment; None where it is no longer wanted."""
    kind = kinds.get(mail.kind)
    extra = {"loaded": kind.prefetch([(mail.recipient, mail.ref_ids)], moment)} if kind.prefetch else {}
    if not kind.still_wanted(mail.recipient, mail.ref_ids, moment, **extra):
        return None
    return write(mail, kind, moment, extra)
