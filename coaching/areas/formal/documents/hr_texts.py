"""HR's texts in the agreement of a formal plan."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.areas.formal.models import HrTexts
from plans.models import Plan


def sections(plan: Plan) -> list[tuple[str, list[str]]]:
    """What happens at the end, and what the rep may do, in the words that HR confirmed; nothing of a coaching plan."""
    if not plan.is_formal:
        return []
    texts = HrTexts.objects.current()
    return [
        (
            _("What happens at the end"),
            [*_lines(texts.if_met), *_lines(texts.clause), *_lines(texts.consequence)],
        ),
        (_("What you may do"), [*_lines(texts.companion), *_lines(texts.reply), appeal_words(texts)]),
    ]


def appeal_words(texts: HrTexts) -> str:
    """Who hears an appeal, and by when."""
    return ngettext(
        "Whoever does not agree with the outcome may appeal in writing to %(to)s within %(days)s working day of it.",
        "Whoever does not agree with the outcome may appeal in writing to %(to)s within %(days)s working days of it.",
        texts.appeal_days,
    ) % {"to": texts.appeal_to, "days": texts.appeal_days}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
