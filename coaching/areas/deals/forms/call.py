"""A joint call is planned, and looked back at."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.areas.deals.actions.joint_call import Planned
from coaching.areas.deals.forms import fields
from coaching.areas.deals.models.joint_call import MOST_MINUTES
from salesgym.people.models import User

USUAL_MINUTES = 45


def _minutes(label: Any, help_text: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_MINUTES, help_text=help_text)


class PlanCallForm(forms.Form):
    """Who joins, who leads, when, and the one thing to watch."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    helper = forms.TypedChoiceField(label=gettext_lazy("Who joins?"), coerce=int)
    leads = forms.ChoiceField(label=gettext_lazy("Who leads? The other one listens."))
    starts_on = fields.day(gettext_lazy("Day"), required=True)
    starts_time = fields.hour(gettext_lazy("Time"), required=True)
    minutes = _minutes(gettext_lazy("Minutes"), gettext_lazy("With the debrief right after it."))
    watch = fields.line(
        gettext_lazy("What to watch"),
        limit=200,
        required=True,
        help_text=gettext_lazy(
            "One thing the listener writes down, like: the pause after the second question."
        ),
    )

    def __init__(self, *args: Any, rep: User, helpers: Sequence[User], **kwargs: Any) -> None:
        kwargs["initial"] = {"minutes": USUAL_MINUTES, "leads": "rep", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.rep, self.helpers = rep, {one.pk: one for one in helpers}
        self._offer("helper", [(one.pk, one.name) for one in helpers])
        self._offer("leads", [("rep", rep.first_name), ("helper", _("Who joins"))])

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def planned(self) -> Planned:
        """What was planned, of a valid form."""
        sent = self.cleaned_data
        return Planned(
            helper=self.helpers[sent["helper"]],
            is_led_by_rep=sent["leads"] == "rep",
            starts_at=fields.moment(sent["starts_on"], sent["starts_time"]),
            minutes=sent["minutes"],
            watch=sent["watch"],
        )


class DebriefForm(forms.Form):
    """Three lines, and how long it took."""

    worked = fields.line(gettext_lazy("What worked"), limit=300, required=True)
    learned = fields.line(gettext_lazy("What we learned"), limit=300, required=True)
    next_try = fields.line(gettext_lazy("Next try"), limit=300, required=True)
    minutes = _minutes(gettext_lazy("Minutes it took"), gettext_lazy("The call and this talk after it."))


class RemarkForm(forms.Form):
    """A few words below a preparation."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    body = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write a word or two first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def renew_client_id(self) -> None:
        """What was typed stays; sent again it is a remark of its own."""
        self.data = {**self.data, "body": self["body"].value(), "client_id": str(uuid.uuid4())}
