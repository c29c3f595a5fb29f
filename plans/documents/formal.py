"""What the agreement of a formal plan says besides. Coaching plans keep their text to the byte."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from plans.models import Plan
from plans.pages.approval import earlier_words
from plans.queries import hr
from salesgym import hooks

Section = tuple[str, Sequence[str]]


def support_given(plan: Plan) -> list[Section]:
    """The coaching plans that came before, as help that was given: a formal plan does not grow out of them."""
    if not plan.is_formal:
        return []
    lines = [earlier_words(one) for one in hr.support_given(plan.rep)]
    return [(_("Support already given"), lines or [_("No coaching plan before this one.")])]


def sections(plan: Plan) -> list[Section]:
    """What the rep of a formal plan reads first: the help that came before, what happens at the end, what they may do."""
    return [*support_given(plan), *added(plan)]


def in_text(plan: Plan, text: str) -> list[Section]:
    """The same sections as this frozen text has them; empty of a coaching plan."""
    wanted = {title for title, _lines in sections(plan)}
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        number, dot, title = line.partition(". ")
        if dot and number.isdigit():
            found.append((title, []))
        elif found and line.strip():
            found[-1][1].append(line)
    return [(title, lines) for title, lines in found if title in wanted] if plan.is_formal else []


def added(plan: Plan) -> list[Section]:
    """What areas say in this agreement, such as the texts of HR."""
    return [section for sections_of in hooks.agreement_sections for section in sections_of(plan)]
