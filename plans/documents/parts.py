"""The frozen text of an agreement in its parts, read from the text itself: what a page sets in rows and columns.

Nothing here comes from the plan's rows, which leave and pauses move on: a part says what was signed. A line that is
none of the known sentences stays a line, so that no word of the text is lost.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.documents import sentences
from plans.pages.counting import COUNT_RULE, RUBRIC_RULE, RUN_RULE

SECTIONS = 9
# Where the promises of the rep stand, in texts that have them: they have one section more.
OWN = 7
PLACES = (
    "name", "kind", "metric", "value", "weeks", "day", "number", "what", "reward", "drill", "times", "when", "who",
    "mark", "count", "things",
)  # fmt: skip
FIGURES = {"number", "weeks", "times"}
# A date stands twice in the text, for people and for machines: the page shows the first alone.
TWICE = re.compile(r" \(\d{4}-\d\d-\d\d\)")


@dataclass(frozen=True, slots=True)
class StepPart:
    """One step: what it asks for, by when, the sentence that says how it is reached, and its reward."""

    number: str
    day: str
    what: str
    rule: str = ""
    reward: str = ""
    giver: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """A drill or a promise, and below it how often, when or by whom."""

    what: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What an agreement's text says, in the order of its page.

    `titles` are those of its nine sections, and `people` each a label, a name and what is said besides. `own` are the
    promises of the rep under `own_title`, "" in a text without any.
    """

    titles: tuple[str, ...]
    people: tuple[tuple[str, str, str], ...]
    first_day: str
    last_day: str
    skill: str
    why: tuple[str, ...]
    reasons: tuple[str, ...]
    way: str
    measure: tuple[str, ...]
    steps: tuple[StepPart, ...]
    counting: tuple[str, ...]
    practice: tuple[Promised, ...]
    support: tuple[Promised, ...]
    own_title: str
    own: tuple[Promised, ...]
    rules: tuple[str, ...]
    signing: tuple[str, ...]


def parts_of(text: str) -> Parts | None:
    """The parts of an agreement's text; None where it is not laid out like one, so that the text alone is shown."""
    _head, *blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    own = blocks.pop(OWN) if len(blocks) == SECTIONS + 1 else [""]
    if len(blocks) != SECTIONS:
        return None
    who, focus, reasons, measure, dates, practice, support, rules, signing = [block[1:] for block in blocks]
    start, target = _said(sentences.START_WEEKS, measure), _said(sentences.TARGET, measure)
    start = start or _said(sentences.START, measure)
    steps, others = _steps(dates, metric=_metric(measure))
    skill = _said(sentences.SKILL, focus).get("name", "")
    return Parts(
        titles=tuple(_title(block) for block in blocks),
        people=tuple(_people(who)),
        first_day=_day(_said(sentences.FIRST_DAY, dates)),
        last_day=_day(_said(sentences.LAST_DAY, dates)),
        skill=skill,
        why=tuple(focus[1:] if skill else focus),
        reasons=tuple(TWICE.sub("", line, count=1) if _is_seen(line) else line for line in reasons),
        way=_way(start.get("value", ""), target.get("value", ""), len(steps)),
        measure=tuple(TWICE.sub("", line) if line.startswith(_start()) else line for line in measure),
        steps=tuple(steps),
        counting=tuple(others),
        practice=tuple(_drill(line) for line in practice),
        support=tuple(_promise(line) for line in support),
        own_title=_title(own),
        own=tuple(_promise(line) for line in own[1:]),
        rules=tuple(rules),
        signing=tuple(signing),
    )


def _is_seen(line: str) -> bool:
    return bool(read(sentences.SEEN, line, what=".+"))


def _title(block: Sequence[str]) -> str:
    """The first line of a section without its number."""
    return block[0].partition(". ")[2]


def _people(lines: Iterable[str]) -> list[tuple[str, str, str]]:
    """Label, name and what is said besides of everybody; the kind of plan stands above the title."""
    known = (
        (sentences.REP, _("Rep"), ""),
        (sentences.MANAGER, _("Manager"), ""),
        (sentences.MENTOR, _("Mentor"), _("once the invitation is accepted")),
    )
    found = []
    for line in lines:
        if read(sentences.KIND, line):
            continue
        said = ((label, read(sentence, line).get("name", ""), more) for sentence, label, more in known)
        label, _colon, words = line.partition(": ")
        found.append(next((one for one in said if one[1]), (label, words, "")))
    return found


def _day(said: dict[str, str]) -> str:
    """A day as people read it."""
    return TWICE.sub("", said.get("day", ""))


def _metric(lines: Sequence[str]) -> str:
    said = _said(sentences.IN_A_ROW, lines[:1]) or _said(sentences.IN_A_WINDOW, lines[:1])
    return said.get("metric", "")


def _way(start: str, target: str, steps: int) -> str:
    """From 21.9% to 28%, in 3 steps. The counts behind a share stand in the line below."""
    said = {"start": start.partition(" (")[0], "target": target, "count": steps}
    if not (start and target and steps):
        return _("What is measured")
    return (
        ngettext(
            "From %(start)s to %(target)s, in %(count)s step",
            "From %(start)s to %(target)s, in %(count)s steps",
            steps,
        )
        % said
    )


def _start() -> str:
    return str(sentences.START).partition("%")[0]


def _steps(lines: Sequence[str], *, metric: str) -> tuple[list[StepPart], list[str]]:
    """The steps, each with the sentence that follows it, and the lines about how weeks count; dates apart."""
    steps: list[StepPart] = []
    others: list[str] = []
    before = False
    for line in lines:
        said = read(sentences.STEP_WITH_REWARD, line, reward=".+") or read(sentences.STEP, line, what=".+")
        if said:
            steps.append(_step(said, metric))
        elif before and any(read(rule, line) for rule in (RUN_RULE, COUNT_RULE, RUBRIC_RULE)):
            steps[-1] = _with_rule(steps[-1], line)
        elif not (read(sentences.FIRST_DAY, line) or read(sentences.LAST_DAY, line)):
            others.append(line)
        before = bool(said)
    return steps, others


def _step(said: dict[str, str], metric: str) -> StepPart:
    """A step asks for 24% alone where the number is the plan's own, which stands above the table."""
    own = f", {metric}"
    what = said["what"][: -len(own)] if metric and said["what"].endswith(own) else said["what"]
    return StepPart(
        said["number"], _day(said), what, reward=said.get("reward", ""), giver=said.get("name", "")
    )


def _with_rule(step: StepPart, rule: str) -> StepPart:
    return StepPart(step.number, step.day, step.what, rule, step.reward, step.giver)


def _drill(line: str) -> Promised:
    if said := read(sentences.DRILL_IF_THEN, line, what=".+"):
        said["when"] = said.pop("what")
    elif not (said := read(sentences.DRILL_WHEN, line, when=".+")):
        return Promised(line)
    often = sentences.DRILL % {"drill": said["drill"], "times": int(said["times"])}
    return Promised(often, said["when"])


def _promise(line: str) -> Promised:
    said = read(sentences.PROMISE, line, what=".+")
    if not said:
        return Promised(line)
    return Promised(said["what"], _("%(who)s, by %(day)s") % {"who": said["who"], "day": _day(said)})


def _said(sentence: Any, lines: Iterable[str]) -> dict[str, str]:
    """What the first line that is this sentence says in its places; empty without one."""
    return next((said for line in lines if (said := read(sentence, line))), {})


class _Place(int):
    """A number that is written as the mark of its place, so that a sentence can be filled in both its forms."""

    mark = ""

    def __str__(self) -> str:
        return self.mark


def read(sentence: Any, line: str, **shapes: str) -> dict[str, str]:
    """What a line says in the places of a sentence; empty where the line is another one.

    A place holds as little as fits, unless `shapes` gives its pattern.
    """
    for count in (1, 2):
        pattern = re.escape(sentence % {name: _marked(name, count) for name in PLACES})
        for name in PLACES:
            shape = shapes.get(name, r"\d+" if name in FIGURES else ".+?")
            pattern = pattern.replace(f"<{name}>", f"(?P<{name}>{shape})", 1)
        if found := re.fullmatch(pattern, line):
            return found.groupdict()
    return {}


def _marked(name: str, count: int) -> str | _Place:
    """What stands in a place of a filled sentence: its mark, as a number where a number decides the form."""
    if name not in FIGURES:
        return f"<{name}>"
    place = _Place(count)
    place.mark = f"<{name}>"
    return place
