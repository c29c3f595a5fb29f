"""The sheet of a preparation."""

from typing import Any

from django import forms
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.areas.deals.actions.preparation import Sheet
from coaching.areas.deals.forms import fields
from coaching.areas.deals.models import MOST_QUESTIONS, MOST_VALUES, Preparation


class PrepareForm(forms.Form):
    """What they get, what to ask for, what to ask, what may get in the way. One of it is enough."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1000)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    meeting = fields.line(
        gettext_lazy("Which meeting?"), limit=80, help_text=gettext_lazy("Like: first meeting")
    )
    meets_on = fields.day(gettext_lazy("Day"))
    meets_time = fields.hour(gettext_lazy("Time"))
    next_step = fields.line(gettext_lazy("The next step to ask for"), limit=200)
    next_step_on = fields.day(gettext_lazy("By"))
    obstacles = fields.text(gettext_lazy("What may get in the way"), limit=1000, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(1, MOST_VALUES + 1):
            self.fields[f"who_{place}"] = fields.line(_("Who"), limit=80)
            self.fields[f"gets_{place}"] = fields.line(_("What they get"), limit=160)
        for place in range(1, MOST_QUESTIONS + 1):
            label = _("Question %(number)s") % {"number": place}
            self.fields[f"question_{place}"] = fields.line(label, limit=200)

    def value_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of who and what they get."""
        return [(self[f"who_{place}"], self[f"gets_{place}"]) for place in range(1, MOST_VALUES + 1)]

    def question_rows(self) -> list[forms.BoundField]:
        return [self[f"question_{place}"] for place in range(1, MOST_QUESTIONS + 1)]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        for place in range(1, MOST_VALUES + 1):
            who, gets = sent.get(f"who_{place}"), sent.get(f"gets_{place}")
            if who and not gets and f"gets_{place}" not in self.errors:
                self.add_error(f"gets_{place}", _("What does %(who)s get from this meeting?") % {"who": who})
            if gets and not who and f"who_{place}" not in self.errors:
                self.add_error(f"who_{place}", _("Who gets this?"))
        if sent.get("meets_time") and not sent.get("meets_on") and "meets_on" not in self.errors:
            self.add_error("meets_on", _("On which day?"))
        if sent.get("next_step_on") and not sent.get("next_step"):
            self.add_error("next_step", _("What will you ask for by that day?"))
        if not self.errors and not (self._values() or self._questions() or sent.get("next_step")):
            self.add_error(None, _("Write one thing first: what they get, a next step or a question."))
        return sent

    def _values(self) -> list[dict[str, str]]:
        sent = self.cleaned_data
        rows = [(sent.get(f"who_{n}", ""), sent.get(f"gets_{n}", "")) for n in range(1, MOST_VALUES + 1)]
        return [{"who": who, "gets": gets} for who, gets in rows if who and gets]

    def _questions(self) -> list[str]:
        asked = (self.cleaned_data.get(f"question_{n}", "") for n in range(1, MOST_QUESTIONS + 1))
        return [one for one in asked if one]

    def sheet(self) -> Sheet:
        """What was written, of a valid form. A meeting without a time is at nine."""
        sent = self.cleaned_data
        on, hour = sent["meets_on"], sent["meets_time"]
        return Sheet(
            meeting=sent["meeting"],
            meets_at=fields.moment(on, hour or fields.MORNING) if on else None,
            values=self._values(),
            questions=self._questions(),
            next_step=sent["next_step"],
            next_step_on=sent["next_step_on"],
            obstacles=sent["obstacles"],
        )


def written(sheet: Preparation | None, *, number: int) -> dict[str, Any]:
    """The form's first values: this sheet, or an empty one of this number."""
    if sheet is None:
        return {"number": number, "version": 0}
    at = localtime(sheet.meets_at) if sheet.meets_at else None
    first: dict[str, Any] = {
        "number": sheet.number,
        "version": sheet.version,
        "meeting": sheet.meeting,
        "meets_on": at.date() if at else None,
        "meets_time": at.time() if at else None,
        "next_step": sheet.next_step,
        "next_step_on": sheet.next_step_on,
        "obstacles": sheet.obstacles,
    }
    for place, one in enumerate(sheet.values, 1):
        first |= {f"who_{place}": one["who"], f"gets_{place}": one["gets"]}
    return first | {f"question_{place}": asked for place, asked in enumerate(sheet.questions, 1)}
