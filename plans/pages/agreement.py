"""The agreement's page in words: who has signed, and whether it is in force."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plans.models import Signature
from plans.pages import acknowledgement as pages
from plans.queries.plan import PlanWhole
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two who sign: who it is today, what they are here, and their signature, if there is one."""

    person: User
    label: str
    signature: Signature | None
    # What the rep of a formal plan says; that they have it, or what stands in place of their name.
    says: str = ""
    notes: tuple[str, ...] = ()
    is_without: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an agreement stands: an icon, a few words and a sentence."""

    icon: str
    title: str
    text: str


def parties_of(whole: PlanWhole) -> tuple[Party, Party]:
    """The rep and the manager, in this order."""
    plan, party = whole.plan, Signature.Party
    signed = whole.rep_signature
    says = str(Signature.Answer(signed.answer).label) if signed and signed.answer else ""
    runs = pages.without_answer(plan, whole.agreement)
    notes = tuple(filter(None, (pages.received(whole).text, runs)))
    return (
        Party(plan.rep, str(party.REP.label), signed, says, notes, is_without=bool(runs)),
        Party(plan.manager, str(party.MANAGER.label), whole.manager_signature),
    )


def standing_of(whole: PlanWhole) -> Standing:
    """Whether the agreement is in force, waits for somebody, or is of a plan that has ended."""
    plan = whole.plan
    signed = [party for party in parties_of(whole) if party.signature]
    open_ones = [party for party in parties_of(whole) if not party.signature]
    if not plan.is_open:
        return Standing("archive", _("This plan has ended"), _("What was agreed stays here to be read."))
    if plan.activated_at is not None and (runs := pages.without_answer(plan, whole.agreement)):
        day = date_format(localtime(plan.activated_at), "j F Y")
        return Standing("circle-check", _("In force since %(day)s") % {"day": day}, runs)
    if not open_ones:
        # Of a text that changed the dates of a plan that ran: the day of its own second name.
        signed_at = max(one.signed_at for one in whole.signatures)
        day = date_format(localtime(signed_at), "j F Y")
        title = _("In force since %(day)s") % {"day": day}
        text = _("Both signed. These words are frozen; the plan page shows how far they have come.")
        if plan.is_formal:
            text = _("These words are frozen; the plan page shows how far they have come.")
        return Standing("circle-check", title, text)
    if signed:
        said = {"name": open_ones[0].person.first_name}
        text = _("The plan starts once %(name)s has signed as well.") % said
        if plan.is_formal and not whole.rep_signature:
            text = (
                _("The plan starts once %(name)s has answered, or it is written down that they did not.")
                % said
            )
        return Standing("pen-line", _("Waiting for %(name)s") % said, text)
    text = _("Both read it and sign. Nothing starts before.")
    if plan.is_formal:
        text = _("The rep says that they have it, then what they say to it; the manager signs.")
    return Standing("pen-line", _("Not signed yet"), text)
