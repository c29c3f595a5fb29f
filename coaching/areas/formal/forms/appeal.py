"""What the employee says against an outcome, and what HR answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models.statement import MOST_SAID
from salesgym.paragraph import paragraph


class AppealForm(forms.Form):
    text = paragraph(
        _("What should HR look at again?"),
        _("Write a sentence or more: it stays in the record as you wrote it."),
        most=MOST_SAID,
        rows=8,
        help_text=_("What was left out, what was counted wrongly, what you would have needed."),
    )


class AnswerAppealForm(forms.Form):
    text = paragraph(
        _("Your answer"),
        _("Write what you found, and what follows from it."),
        most=MOST_SAID,
        rows=8,
        help_text=_("What you looked at, what you found, and what follows. It stays beside the appeal."),
    )
