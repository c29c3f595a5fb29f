"""Whose lines without an owner are: the question in words, and its two answers with what follows from each."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.importing.columns.blank_owners import count as count_of
from salesgym.numbers.calculations.importing.layout import BlankOwner
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.forms.imports.readings import Choices, ExplainedChoice

LINES_NAMED = 3
OWNERS_NAMED = 5


def title(question: Question) -> str:
    """The question, with the first lines that have no owner."""
    count = count_of(question)
    if not count:
        return _("Whose are lines without an owner?")
    lines = ", ".join(f"{line:,}" for line in question.lines[:LINES_NAMED])
    more = count - min(len(question.lines), LINES_NAMED)
    if more > 0:
        text = ngettext(
            "Lines %(lines)s and %(more)s more have no owner. Same as the line above?",
            "Lines %(lines)s and %(more)s more have no owner. Same as the line above?",
            more,
        )
        return text % {"lines": lines, "more": f"{more:,}"}
    text = ngettext(
        "Line %(lines)s has no owner. Same as the line above?",
        "Lines %(lines)s have no owner. Same as the line above?",
        count,
    )
    return text % {"lines": lines}


def explained(question: Question) -> str:
    """Where the doubt stands in the file."""
    words = {"line": f"{question.lines[0]:,}", "owner": question.texts[0]}
    return _("Line %(line)s names nobody, and above it stands %(owner)s.") % words


def choices(questions: Iterable[Question]) -> Choices:
    """Same as above or left out, each with what follows for the lines of this file."""
    asked = next((one for one in questions if one.about is About.BLANK_OWNER), Question(About.BLANK_OWNER))
    return [
        (BlankOwner.ABOVE.value, ExplainedChoice(_("Same as the line above"), _goes_to(asked))),
        (BlankOwner.LEAVE_OUT.value, ExplainedChoice(_("Leave these lines out"), _stays_out(asked))),
    ]


def _goes_to(asked: Question) -> str:
    owners = list(asked.follows.get(BlankOwner.ABOVE.value, {}).items())
    if not owners:
        return _("Within a group of lines. A sum, a blank line or another sheet ends it.")
    said = [
        ngettext("%(count)s line goes to %(owner)s.", "%(count)s lines go to %(owner)s.", count)
        % {"count": f"{count:,}", "owner": owner}
        for owner, count in owners[:OWNERS_NAMED]
    ]
    if rest := owners[OWNERS_NAMED:]:
        count = sum(lines for _owner, lines in rest)
        text = ngettext("%(count)s line goes to others.", "%(count)s lines go to others.", count)
        said.append(text % {"count": f"{count:,}"})
    return " ".join(said)


def _stays_out(asked: Question) -> str:
    count = count_of(asked)
    if not count:
        return _("A line that names nobody stays out.")
    return ngettext("%(count)s line stays out.", "%(count)s lines stay out.", count) % {"count": f"{count:,}"}
