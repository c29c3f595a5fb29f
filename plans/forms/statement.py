"""What a rep adds to the record of a formal plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models.statement import MOST_SAID
from salesgym.paragraph import paragraph


class StatementForm(forms.Form):
    text = paragraph(
        _("My statement"),
        _("Say it in your own words, then add it."),
        most=MOST_SAID,
        rows=8,
        help_text=_("It stays as you write it, with the time. You may add another one later."),
        too_long=_("That is more than 20,000 characters. Add it in two parts."),
    )
