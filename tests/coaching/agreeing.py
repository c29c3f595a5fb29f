"""What pages and mails say of one plan, by question, and where they differ."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")
RANGE = re.compile(r"[Ff]our weeks usually give (.+?)(?: a week)?(?:, from|\.| ?$)")
WEEK = re.compile(r"Week (\d+)")


@dataclass
class Said:
    """What the places say of one plan: by question, the answer of each place that has one."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def by(self, place: str, **answers: Any) -> None:
        """Keep what this place says; an empty answer is none."""
        for question, answer in answers.items():
            if answer not in (None, ""):
                self.answers.setdefault(question, {})[place] = answer

    def differing(self) -> dict[str, dict[str, Any]]:
        return {question: told for question, told in self.answers.items() if not is_one(list(told.values()))}


def is_one(answers: Sequence[Any]) -> bool:
    """Whether all are the same; of two numbers one may have more decimals: 53.2 is said as 53 as well."""
    if not all(isinstance(answer, Decimal) for answer in answers):
        return len(set(answers)) == 1
    coarsest = max(answer.as_tuple().exponent for answer in answers)
    return max(answers) - min(answers) <= Decimal(5).scaleb(coarsest - 1)


def number_of(words: str) -> Decimal | None:
    """The first number of some words: 21.9% is 21.9, $3,900 is 3900."""
    found = NUMBER.search(words or "")
    return Decimal(found[0].replace(",", "")) if found else None


def before_of(words: str) -> Decimal | None:
    """The start in the words of a drawing: 21.8% before, 25.0% now, target 28%."""
    found = re.search(r"(\S+) before", words or "")
    return number_of(found[1]) if found else None


def week_of(words: str) -> str:
    found = WEEK.search(words or "")
    return found[1] if found else ""


def range_of(words: str) -> str:
    found = RANGE.search(words or "")
    return found[1] if found else ""


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))
