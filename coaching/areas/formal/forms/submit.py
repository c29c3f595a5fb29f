"""What a manager writes for HR with the text, where it is asked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.areas.formal.forms.asked import AskedWhere
from plans.models.approval import MOST_SAID
from salesgym.paragraph import paragraph

MISSING = _("Write a sentence or two: HR reads it.")


class SubmitForm(AskedWhere):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    length = paragraph(_("Why it lasts less than 90 days"), MISSING, most=MOST_SAID, rows=2)
    luck = paragraph(_("Why you open it although luck may explain the gap"), MISSING, most=MOST_SAID, rows=2)
