"""A mail about a plan: its words and its kind of notice, joined by `@mail`."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.emails.matter import Matter, Refs, matter_of, prefetch
from plans.models import Mentorship, Plan
from plans.queries import hr
from salesgym.kinds import Attachment, Group, Kind, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.people.models import User

KINDS: list[Kind] = []
# What a letter is about.
About = TypeVar("About")


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


Words = Callable[[Matter], Letter]
Wanted = Callable[[Matter], bool]
MayOpen = Callable[[User, Refs], bool]


def may_open_plan(recipient: User, refs: Refs) -> bool:
    """The plan that a notice points at is this person's to open today."""
    return Plan.objects.visible_to(recipient).filter(pk=refs["plan"]).exists()


def may_open_as_hr(recipient: User, refs: Refs) -> bool:
    """The plan that a notice points at is this person's to read as HR today."""
    return hr.reads(recipient, int(refs["plan"]))


def anybody(recipient: User, refs: Refs) -> bool:
    """The notice points at a page of the recipient's own."""
    return True


def mail(
    name: str, label: Any, *, group: Group, wanted: Wanted, may_open: MayOpen = may_open_plan
) -> Callable[[Words], Words]:
    """Make the decorated letter the words of a new kind of notice, and add that kind to `KINDS`.

    `group` is where people choose it with others. `wanted` is asked right before sending: does it still matter to this reader? `may_open` is asked where the
    inbox links to what the notice points at.
    """

    def add(words: Words) -> Words:
        KINDS.append(_kind(name, label, group, words, wanted, may_open))
        return words

    return add


def _kind(name: str, label: Any, group: Group, words: Words, wanted: Wanted, may_open: MayOpen) -> Kind:
    """A kind of notice about a plan, from its words and from the question whether it still matters."""

    def context(matter: Matter) -> dict[str, Any]:
        return {**asdict(words(matter)), "why": why(matter)}

    return kind_of(
        name,
        label,
        group,
        matter_of=matter_of,
        prefetch=prefetch,
        context=context,
        wanted=wanted,
        may_open=may_open,
    )


def why(matter: Matter) -> str:
    """Why this person gets a mail about a plan, as its last line says."""
    if matter.is_rep:
        return _("You get this because this plan is yours.")
    if matter.is_party or matter.is_mentor:
        return _("You get this because you are part of this plan.")
    pairing = matter.mentorship
    if pairing is not None and pairing.status == Mentorship.Status.ASKED:
        return _("You get this because you are asked to be part of this plan.")
    if hr.reads(matter.reader, matter.plan.pk):
        return _("You get this because you are an HR partner.")
    return _("You get this because you were part of this plan.")


def kind_of(
    name: str,
    label: Any,
    group: Group,
    *,
    matter_of: Callable[[User, Refs, datetime, Any], About | None],
    prefetch: Callable[[Sequence[Any], datetime], Any],
    context: Callable[[About], dict[str, Any]],
    wanted: Callable[[About], bool],
    may_open: MayOpen,
    template: str = "plans_letter",
    attachments: Callable[[About], tuple[Attachment, ...]] = lambda about: (),
) -> Kind:
    """A kind of notice whose mail is a letter: `matter_of` loads what it is about, None where that is gone.

    `context` has the fields of a Letter, and `why` one gets it, unless the template says that.
    """

    def render_kind(recipient: User, refs: Refs, at: datetime, loaded: Any = None) -> Rendered:
        about = matter_of(recipient, refs, at, loaded)
        if about is None:
            raise LookupError(f"nothing left to say about {name}")
        told = {"plan": getattr(about, "plan", None), **context(about)}
        written = render(template, recipient=recipient, kind=name, context=told)
        return replace(written, attachments=attachments(about))

    def still_wanted(recipient: User, refs: Refs, at: datetime, loaded: Any = None) -> bool:
        about = matter_of(recipient, refs, at, loaded)
        return about is not None and wanted(about)

    return Kind(
        name=name,
        label=label,
        policy=Policy.AT_LEAST_ONCE,
        render=render_kind,
        still_wanted=still_wanted,
        may_open=may_open,
        group=group,
        prefetch=prefetch,
    )


def discreet(
    name: str,
    label: Any,
    *,
    group: Group,
    wanted: Wanted,
    says: Any,
    text: Any,
    button: Any,
    route: str = "coaching:plan_page",
    may_open: MayOpen = may_open_plan,
) -> None:
    """Add a kind of notice, such as of a formal plan, to `KINDS`. `says` is its subject and title: subjects stand on lock screens,
    so that it names neither a person, the kind of plan, nor a result. `route` is where the plan is read with what it is about.
    """

    @mail(name, label, group=group, wanted=wanted, may_open=may_open)
    def words(matter: Matter) -> Letter:
        url = absolute(reverse(route, args=[matter.plan.pk]))
        return Letter(subject=str(says), title=str(says), text=str(text), button=str(button), url=url)
