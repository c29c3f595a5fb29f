"""The team board ready to print: its title, what needs the manager, a row for each rep."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.pages.board import needs as board_needs
from coaching.pages.board import row as board_row
from coaching.pages.board.needs import Queue
from coaching.pages.board.row import Row
from coaching.pages.greeting import greeting
from coaching.queries.board import BoardFacts
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page prints. `linked` are the ids of the people of the board: their names are links."""

    needs: Queue
    rows: list[Row]
    people: int
    with_plan: int
    numbers_to: date | None
    linked: frozenset[int] = frozenset()

    @property
    def people_words(self) -> str:
        said = {
            "count": words.counted(self.people),
            "plans": words.counted_within(self.with_plan) if self.with_plan else _("none"),
        }
        if self.with_plan < self.people:
            text = ngettext(
                "%(count)s person, %(plans)s with a plan",
                "%(count)s people, %(plans)s with a plan",
                self.people,
            )
        else:
            text = ngettext("%(count)s person, one focus", "%(count)s people, one focus each", self.people)
        return text % said


def board(facts: BoardFacts, *, reader: User, say: Sayers, on: date, shows_all: bool = False) -> Board:
    """The board of these people: what needs the manager, and their rows in the order of `board_row.ORDER`.

    `shows_all`: also the lines that have no place among the most urgent.
    """
    plans = facts.open_plans
    signals = [signal for rep in facts.reps for signal in rep.signals]
    wishes = [rep.wish for rep in facts.reps if rep.wish is not None]
    owed = [one for rep in facts.reps for one in rep.owed]
    talks = [rep.talk for rep in facts.reps if rep.talk is not None]
    rows = [board_row.build(rep, facts.series, say=say, on=on) for rep in facts.reps]
    return Board(
        needs=board_needs.queue(
            [one.needs for one in plans],
            signals,
            wishes,
            owed,
            talks,
            facts.talk_needs,
            facts.desk,
            reader=reader,
            say=say,
            on=on,
            most=board_needs.MOST_LISTED if shows_all else board_needs.MOST_SHOWN,
        ),
        rows=sorted(rows, key=lambda row: row.order),
        people=len(rows),
        with_plan=len(plans),
        numbers_to=facts.numbers_to,
        linked=frozenset(row.rep.pk for row in rows),
    )


def title(page: Board, *, first_name: str, hour: int) -> str:
    """Good morning, Dana. Four things need you."""
    said = {"greeting": greeting(hour), "name": first_name}
    if not page.people and not page.needs.count:
        return _("%(greeting)s, %(name)s.") % said
    if not page.needs.count:
        return _("%(greeting)s, %(name)s. Nothing needs you right now.") % said
    said["things"] = ngettext(
        "%(count)s thing needs you.", "%(count)s things need you.", page.needs.count
    ) % {"count": words.counted(page.needs.count)}
    return _("%(greeting)s, %(name)s. %(things)s") % said
