"""The context of a file's page in each of its states."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from salesgym import clock
from salesgym.numbers.actions.imports import lacks, reading
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.question import About
from salesgym.numbers.calculations.importing.stored import Decisions, decisions_from_json, look_from_json
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.numbers.forms.imports.asks import asks_of
from salesgym.numbers.forms.imports.glance import at_first_sight
from salesgym.numbers.forms.imports.mapping import MappingForm
from salesgym.numbers.forms.imports.owners import InviteOwnerForm, OwnersForm
from salesgym.numbers.forms.imports.readings import encoding_words
from salesgym.numbers.models import Import, Metric, Source
from salesgym.numbers.pages.deal import links
from salesgym.numbers.pages.imports import lacks as lack_words
from salesgym.numbers.pages.imports import preview as preview_page
from salesgym.numbers.pages.imports import read as read_page
from salesgym.numbers.pages.imports import sums as sums_page
from salesgym.numbers.pages.imports.dates import Ends, ends
from salesgym.numbers.pages.imports.lack_words import owners as owner_words
from salesgym.numbers.pages.imports.lacks import Lacks
from salesgym.numbers.pages.imports.undo import why_not
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.permissions import can_invite_owners, whose_numbers
from salesgym.numbers.queries.deal import PER_PAGE, named_for, taken_out_with
from salesgym.numbers.queries.imports import touched, undoing
from salesgym.numbers.queries.imports.choices import people_for
from salesgym.numbers.queries.imports.dates import may_move, moves_source
from salesgym.numbers.queries.imports.lacks import gone
from salesgym.numbers.queries.imports.owners import count_unknown_owners, unknown_owners
from salesgym.numbers.queries.imports.preview import preview_of
from salesgym.numbers.queries.imports.sums import sums_of
from salesgym.people.models import Organization, Team, User
from salesgym.people.queries import directory
from salesgym.web import UserRequest

State = Import.State
Context = dict[str, Any]

PLACE: Mapping[str, int] = {
    State.READING: 0,
    State.ASKING: 1,
    State.STAGING: 2,
    State.READY: 2,
    State.TAKING_IN: 3,
    State.DONE: 4,
}
# Work in one transaction, of which no progress can be seen.
AT_ONCE = (State.TAKING_IN, State.UNDOING)
# A form with more fields than this is refused before it is read.
MOST_OWNERS = 900
REPS_SHOWN = 8


def steps(place: int) -> list[dict[str, str]]:
    """The steps of an import for _steps.html, with the current one marked."""
    words = (_("Read"), _("Columns"), _("What changes"), _("In"))
    return [
        {"label": label, "url": "", "state": "done" if number < place else "now" if number == place else ""}
        for number, label in enumerate(words)
    ]


def mapping_form(file: Import, data: Any = None, decisions: Decisions | None = None) -> MappingForm:
    """The form for how this file is read, from the stored decisions or from `decisions`."""
    return MappingForm(
        data,
        look=look_from_json(file.look),
        decisions=decisions or decisions_from_json(file.decisions),
        metrics=list(Metric.objects.typed().order_by("position", "pk")),
        metric_names=reading.metric_names(),
    )


def asking(file: Import, form: MappingForm) -> Context:
    """Columns with samples and menus, and the open questions."""
    cannot_tell = lacks_of(file)
    is_id_asked = any(lack.code == Code.NO_ID and lack.is_open for lack in cannot_tell.lines)
    asks = asks_of(form, is_id_asked=is_id_asked)
    asked = {ask.field.name for ask in asks if ask.field is not None}
    columns = form.columns
    return {
        "file": file,
        "form": form,
        "asks": asks,
        "questions": len(asks) + sum(lack.is_open for lack in cannot_tell.lines),
        "used": [column for column in columns if column.is_used],
        "unused": [column for column in columns if not column.is_used],
        # A question that is answered in the list of columns opens that list.
        "is_list_asked": is_id_asked or any(ask.field is None and not ask.names for ask in asks),
        "known_names": _known_names(form),
        "written": [form[name] for name in _written(form) if name not in asked],
        "facts": _facts(form),
        "lacks": cannot_tell,
        "short_sums": sums_page.short(file.decisions, say=Sayers(Organization.objects.current().currency)),
        "sources": Source.objects.order_by("name").values_list("name", flat=True).distinct()[:50],
        "steps": steps(1),
    }


def owners_form(file: Import, user: User, data: Any = None) -> OwnersForm:
    """The form for unknown owners and for numbers that differ from another source's."""
    decisions = decisions_from_json(file.decisions)
    owners = unknown_owners(file, most=MOST_OWNERS)
    return OwnersForm(
        data,
        owners=owners,
        decided=decisions.owners,
        people=people_for(user, owners),
        take_other=decisions.take_other,
        count=count_unknown_owners(file) if len(owners) == MOST_OWNERS else len(owners),
    )


def ready(
    request: UserRequest,
    file: Import,
    owners: OwnersForm | None = None,
    invite: InviteOwnerForm | None = None,
) -> Context:
    """The preview of what the file would change, and the decisions that can still be changed."""
    say = Sayers(Organization.objects.current().currency)
    out = gone.chosen_out(file)
    preview = preview_of(file, reader=request.user, page=request.GET.get("page"), out=out)
    look = look_from_json(file.look)
    not_moved = owner_words.not_moved_yet(lacks.found(file), decisions_from_json(file.decisions).chosen)
    return {
        "file": file,
        "preview": preview_page.build(preview, say=say, book=look.book, is_owner_open=bool(not_moved)),
        "owners": owners or owners_form(file, request.user),
        "invite": invite or InviteOwnerForm(),
        "may_invite": can_invite_owners(request.user),
        "sums": sums_page.build(
            sums_of(file, page=_page(request.GET.get("sums")), out=out),
            file.decisions,
            say=say,
            not_moved=not_moved,
        ),
        "read": read_page.build(look, decisions_from_json(file.decisions).layout),
        "left_out": read_page.left_out(file, decisions_from_json(file.decisions)),
        "encoding": "" if look.encoding.startswith("utf-8") else encoding_words(look.encoding),
        "changes": file.added + file.changed,
        "running": running_week(file),
        "ends": _ends(file, on=clock.today()),
        "steps": steps(2),
        "lacks": lacks_of(file, reader=request.user),
    }


def lacks_of(file: Import, *, reader: User | None = None) -> Lacks:
    """What this file cannot tell, in words, with what was chosen; known deals have links for the reader."""
    book, found = look_from_json(file.look).book if file.look else None, lacks.found(file)
    deals = named_for(reader, lack_words.deals_in(found)) if reader else []
    chosen = decisions_from_json(file.decisions).chosen
    return lack_words.said(found, chosen, book, deals=links(deals))


def chosen_lacks(file: Import, data: Mapping[str, str]) -> dict[str, str]:
    """The choices that were posted about what the file cannot tell, by code."""
    codes = [lack.code.value for lack in lacks.found(file) if lack.options]
    return {code: data[code] for code in codes if data.get(code)}


def _ends(file: Import, *, on: date) -> Ends | None:
    """Where old numbers end, where they may move; and where they do already, as one may think better of it."""
    found = ends(file, decisions_from_json(file.decisions), on=on)
    if found is None or moves_source(file) or may_move(file, newest_on=found.on):
        return found
    return None


def running_week(file: Import) -> date | None:
    """The Monday of the week that still runs, where the file has numbers of it; None else."""
    this_week = monday(Organization.objects.current().day(clock.now()))
    return this_week if file.newest_on is not None and file.newest_on >= this_week else None


def _standing(user: User, rep_ids: Collection[int], file: Import) -> tuple[touched.Line, ...]:
    """What stands on the numbers of a file that is in: starts that were signed, and steps that are measured by them."""
    signed = touched.standing(user, rep_ids, file.first_week, file.newest_on)
    return signed + touched.lines(user, rep_ids, file.first_week)


def working(request: UserRequest, file: Import) -> Context:
    words = {
        State.READING: (_("Reading the file"), _("Columns, days and amounts are recognized.")),
        State.STAGING: (_("Comparing with what is known"), _("Nothing changes before you have seen it.")),
        State.TAKING_IN: (
            _("Taking it in"),
            _(
                "Every line that is right goes in together. You may leave this page; your inbox says when it is in."
            ),
        ),
        State.UNDOING: (
            _("Taking it back"),
            _("Everything goes back together. You may leave this page; your inbox says when it is done."),
        ),
    }
    title, text = words[State(file.state)]
    is_moving = file.all_units > 0 and file.state not in AT_ONCE
    return {
        "file": file,
        "title": title,
        "text": text,
        "is_moving": is_moving,
        "steps": steps(PLACE[file.state]) if file.state in PLACE else [],
        "may_cancel": file.state in Import.WAITING,
    }


def done(request: UserRequest, file: Import) -> Context:
    """What was imported, links to it, and whether it can be undone."""
    ids, out = undoing.reps_of(file), taken_out_with(file, request.user)
    seen = User.objects.filter(whose_numbers(request.user), pk__in=ids).order_by("name")
    return {
        "file": file,
        "reps": list(seen[:REPS_SHOWN]),
        "more_reps": max(seen.count() - REPS_SHOWN, 0),
        "has_board": Team.objects.managed_by(request.user).exists(),
        "why_not": why_not(undoing.stays(file)),
        "taken_out": links(out[:PER_PAGE]),
        "has_more_out": len(out) > PER_PAGE,
        "standing": _standing(request.user, ids, file),
        "running": running_week(file),
        "changes": file.added + file.changed,
        "sums": sums_page.together(file.decisions, say=Sayers(Organization.objects.current().currency)),
        "steps": steps(4),
        "read": read_page.build(look_from_json(file.look), decisions_from_json(file.decisions).layout)
        if file.look
        else None,
        "linked": _linked(request.user, file),
    }


def ended(request: UserRequest, file: Import) -> Context:
    return {"file": file, "linked": _linked(request.user, file)}


def _linked(reader: User, file: Import) -> frozenset[int]:
    """Who of those who brought the file or took it back exists for the reader."""
    return directory.seen_among(reader, (file.imported_by_id, file.undone_by_id))


PAGES: Mapping[str, tuple[str, Callable[[UserRequest, Import], Context]]] = {
    State.READING: ("working", working),
    State.STAGING: ("working", working),
    State.TAKING_IN: ("working", working),
    State.UNDOING: ("working", working),
    State.ASKING: ("asking", lambda request, file: asking(file, mapping_form(file))),
    State.READY: ("ready", ready),
    State.DONE: ("done", done),
    State.REFUSED: ("refused", ended),
    State.CANCELLED: ("ended", ended),
    State.UNDONE: ("ended", ended),
}


def _known_names(form: MappingForm) -> list[tuple[str, list[Any]]]:
    """Names whose meaning is certain: shown in a closed fold, where they can be corrected."""
    titles = ((Role.STAGE, _("Stages")), (Role.TYPE, _("Activities")), (Role.METRIC, _("Numbers")))
    groups = ((title, [row for row in form.names_of(role) if not row.is_asked]) for role, title in titles)
    return [(title, rows) for title, rows in groups if rows]


def _written(form: MappingForm) -> list[str]:
    """The fields for date order, decimal mark and encoding that apply to this file."""
    shown = ["date_order", "decimal_mark"]
    if form.layout.metric and not form.is_asked(About.METRIC):
        shown.insert(0, "metric")
    shown += [name for name in ("week_year", "period", "blank_owner") if form.initial[name]]
    encodings = form.fields["encoding"]
    return [*shown, "encoding"] if len(getattr(encodings, "choices", ())) > 1 else shown


def _page(text: str | None) -> int:
    """The number of a page from an address; anything else is the first."""
    return max(int(text), 1) if text and text.isascii() and text.isdigit() and len(text) < 7 else 1


def _facts(form: MappingForm) -> list[tuple[str, str]]:
    look = form.look
    facts = [
        (_("Lines"), f"{look.lines:,}"),
        (_("Columns"), str(len(look.columns))),
        (_("Encoding"), encoding_words(look.encoding)),
    ]
    if look.totals:
        facts.append((_("Lines without data"), f"{len(look.totals):,}"))
    return facts + at_first_sight(form)
