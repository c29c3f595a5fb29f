"""The manager's reasons: what makes a text read as fact, and the causes by name."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models.diagnosis import Cause

# More than so many are not counted aloud; the sentences for more of them name it, too.
MOST_TOLD = 40


def causes_words(causes: Iterable[str]) -> str:
    """The causes of a diagnosis by name, with commas; what is no cause any more is left out."""
    labels = dict(Cause.choices)
    return ", ".join(str(labels[cause]) for cause in causes if cause in labels)


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What makes a text read as fact, in words; `words` is empty where it holds nothing of it.

    `in_browser` is JSON with the words for each count, from one to more than MOST_TOLD, since a language may have
    more than two forms: the page moves on with them while somebody types.
    """

    words: str
    in_browser: str


def facts_of(text: str) -> EvidenceFacts:
    """The numbers and quotes a text holds."""
    numbers = sum(1 for word in text.split() if any(sign.isdigit() for sign in word))
    quotes = min(text.count("“"), text.count("”")) + text.count('"') // 2
    told = [say(count) for say, count in ((_numbers, numbers), (_quotes, quotes)) if count]
    return EvidenceFacts(
        _("Reads as fact: %(facts)s.") % {"facts": ", ".join(told)} if told else "",
        json.dumps(
            {
                "words": _("Reads as fact: %(facts)s.") % {"facts": "{facts}"},
                "numbers": [_numbers(count) for count in range(1, MOST_TOLD + 2)],
                "quotes": [_quotes(count) for count in range(1, MOST_TOLD + 2)],
            }
        ),
    )


def _numbers(count: int) -> str:
    if count > MOST_TOLD:
        return _("more than 40 numbers")
    return ngettext("%(count)s number", "%(count)s numbers", count) % {"count": count}


def _quotes(count: int) -> str:
    if count > MOST_TOLD:
        return _("more than 40 quotes")
    return ngettext("%(count)s quote", "%(count)s quotes", count) % {"count": count}
