"""What an agreement's text says otherwise than an earlier one of its plan: was and is now, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from plans.documents.parts import TWICE
from plans.models import Agreement

# The first lines of every text say which agreement it is. A new number alone is no changed term.
HEAD_LINES = 2


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that were replaced, added or dropped, under the title of their section in the new text; dates for people."""

    section: str
    was: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedTerms:
    """How the current text differs from the one somebody has read.

    `lines` are those of the current text and `marked` the places of the new ones among them. `is_known` is False
    where nobody can tell which text was read, so that nothing is compared.
    """

    changes: tuple[Change, ...]
    lines: tuple[str, ...]
    marked: frozenset[int]
    is_known: bool = True


def changes_since(agreement: Agreement, sha256: str) -> ChangedTerms | None:
    """What has changed since the text of this digest was read; None where it is this agreement's own."""
    if sha256 == agreement.sha256:
        return None
    # Compared here and not by the database, as a form may send what is no text to it.
    texts = Agreement.objects.filter(plan=agreement.plan_id).order_by("-number")
    read = next((text for text in texts if text.sha256 == sha256), None)
    if read is None:
        return ChangedTerms((), tuple(agreement.text.splitlines()), frozenset(), is_known=False)
    return compared(read.text, agreement.text)


def compared(old: str, new: str) -> ChangedTerms:
    """The difference of two texts of agreements, in the order of the new one."""
    was, now = old.splitlines(), new.splitlines()
    blocks = SequenceMatcher(None, was[HEAD_LINES:], now[HEAD_LINES:], autojunk=False).get_opcodes()
    changes: list[Change] = []
    marked: set[int] = set()
    for what, i, j, k, m in blocks:
        if what == "equal":
            continue
        places = range(k + HEAD_LINES, m + HEAD_LINES)
        marked.update(place for place in places if now[place])
        changes += _changes(
            _section(now, k + HEAD_LINES), was[i + HEAD_LINES : j + HEAD_LINES], [now[at] for at in places]
        )
    return ChangedTerms(tuple(changes), tuple(now), frozenset(marked))


def _changes(section: str, was: Sequence[str], now: Sequence[str]) -> list[Change]:
    """One change for each pair of lines where as many were taken as given, else one for all of them."""
    was, now = ([TWICE.sub("", line) for line in lines if line] for lines in (was, now))
    if len(was) == len(now):
        return [Change(section, (old,), (new,)) for old, new in zip(was, now, strict=True)]
    return [Change(section, tuple(was), tuple(now))]


def _section(lines: Sequence[str], place: int) -> str:
    """The title above this place, like "5. Dates and steps"; empty in the head of a text."""
    above = reversed(lines[: place + 1])
    return next((line for line in above if line.partition(".")[0].isdigit()), "")
