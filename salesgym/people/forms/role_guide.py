"""What good looks like in a job role, as it is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from salesgym.people.models import RoleGuide
from salesgym.people.models.role_guide import MOST_SAID, TEXTS


def _text(label: Any, example: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4, "class": "form-control"})
    return forms.CharField(label=label, help_text=example, required=False, max_length=MOST_SAID, widget=area)


class RoleGuideForm(forms.Form):
    activities = _text(
        _("What one does"), _("Calls, meetings, proposals: what fills a good week, in the order of the sale.")
    )
    quality = _text(
        _("How well"),
        _("What a colleague who listens would hear: two questions before the demo, a next step with a date."),
    )
    result = _text(
        _("What comes of it"), _("Meetings that become opportunities, deals won, what they are worth.")
    )
    how_often = _text(
        _("How often"), _("So many a day, a week, a quarter, in a week that is nothing special.")
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30000)


def written(guide: RoleGuide | None) -> dict[str, object]:
    """What the form shows before anything is typed."""
    texts = {name: getattr(guide, name) for name in TEXTS} if guide is not None else {}
    return {**texts, "number": guide.number if guide is not None else 0}
