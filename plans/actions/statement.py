"""The rep of a formal plan adds to its record."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.version import lock
from plans.calculations.chain import text_sha256
from plans.models import Event, Plan, Statement
from plans.models.statement import MOST_SAID
from plans.permissions import can_add_statement
from salesgym.errors import Refused
from salesgym.people.models import User


class NothingSaid(Refused):
    """A statement without a word, or of more than `MOST_SAID` characters."""


class RecordIsClosed(Refused):
    """The plan ended more than 30 days ago, or is none to whose record this person adds."""


@transaction.atomic
def add(*, plan: Plan, by: User, text: str, at: datetime) -> Statement:
    """Store it for good. The same words as the last ones, as from a double click, are one. Raises NothingSaid, RecordIsClosed."""
    plan = lock(plan)
    if not can_add_statement(by, plan, at=at):
        raise RecordIsClosed(
            _("This record takes no statement any more: the plan ended more than 30 days ago.")
        )
    said = text.strip()
    if not said:
        raise NothingSaid(_("Say it in your own words, then add it."))
    if len(said) > MOST_SAID:
        raise NothingSaid(_("That is more than 20,000 characters. Add it in two parts."))
    last = plan.statements.order_by("-written_at", "-pk").first()
    if last is not None and last.text == said:
        return last
    statement = Statement.objects.create(plan=plan, author=by, text=said, written_at=at)
    detail = {"statement": statement.pk, "text_sha256": text_sha256(said)}
    history.record_locked(plan=plan, actor=by, event=Event.STATEMENT_WRITTEN, at=at, detail=detail)
    return statement
