"""What a manager saw: rows of a day, where it comes from, and what was seen."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.actions.observation import Seen
from plans.forms.look import LookedAfterForm
from plans.forms.wizard_milestones import day
from plans.models.observation import MOST_SAID, MOST_SEEN, Source
from plans.queries.observation import Observed

# The hidden field with the number of rows, and the button that adds one.
SEEN, ADDS = "seen", "add_seen"


class SeenForm(LookedAfterForm):
    """One observation; an empty row is none."""

    seen_on = day(gettext_lazy("Day"), is_required=False)
    source = forms.ChoiceField(
        choices=[("", gettext_lazy("Choose")), *Source.choices],
        required=False,
        label=gettext_lazy("Where it comes from"),
    )
    what = forms.CharField(
        required=False,
        max_length=MOST_SAID,
        label=gettext_lazy("What you saw or heard"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_seen_on(self) -> date | None:
        seen_on: date | None = self.cleaned_data["seen_on"]
        if seen_on is not None and seen_on > self.on:
            raise forms.ValidationError(_("That day lies ahead. Choose the day on which it was seen."))
        return seen_on

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        asks = {
            "seen_on": _("Say on which day."),
            "source": _("Say where it comes from."),
            "what": _("Say what you saw or heard, or clear the row."),
        }
        if any(cleaned.get(name) for name in asks) or self.errors:
            for name, words in asks.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned

    def seen(self) -> Seen | None:
        """The observation; None for an empty row. After is_valid."""
        typed = self.cleaned_data
        return Seen(typed["seen_on"], typed["what"], typed["source"]) if typed["what"] else None


def seen_rows(data: Mapping[str, object] | None, stored: Sequence[Observed], *, on: date) -> list[SeenForm]:
    """A row for each that is stored, or as many as were sent; an empty one where there is none."""
    count = _row_count(data) if data is not None else len(stored) or 1
    return [
        SeenForm(data, prefix=f"{SEEN}-{place}", on=on, initial=_initial(stored, place))
        for place in range(count)
    ]


def _initial(stored: Sequence[Observed], place: int) -> dict[str, object]:
    if place >= len(stored):
        return {}
    row = stored[place]
    return {"seen_on": row.seen_on, "source": row.source.value, "what": row.what}


def _row_count(data: Mapping[str, object]) -> int:
    """How many rows were sent, and one more where that was asked for: 1 to 10 whatever was written there."""
    try:
        count = int(str(data.get(SEEN, "1")))
    except ValueError:
        count = 1
    return min(max(count, 1) + (data.get("action") == ADDS), MOST_SEEN)
