"""Third step: the target, moved on a slider or typed, in the unit in which it is read."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.calculations.drawing.slider import Slider
from plans.calculations.timeline.steps import is_beyond
from plans.forms.look import LookedAfterForm
from plans.pages.scale import WordedScale

MOST_TARGET = Decimal(10) ** 9


class BigPictureForm(LookedAfterForm):
    target = forms.DecimalField(min_value=0, max_value=MOST_TARGET, label=gettext_lazy("The target"))
    typed = forms.DecimalField(
        required=False, min_value=0, max_value=MOST_TARGET, label=gettext_lazy("Or type the target")
    )

    def __init__(
        self, *args: object, scale: WordedScale, slider: Slider, baseline: Decimal, **kwargs: object
    ) -> None:
        # A target that was typed finer than the slider moves stays typed.
        typed = {"typed": slider.value.normalize()} if slider.is_between else {}
        super().__init__(*args, initial={"target": slider.value, **typed}, **kwargs)
        self.scale = scale
        self.baseline = baseline
        self.slider = slider

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        shown = cleaned.get("typed")
        field = "target" if shown is None else "typed"
        shown = cleaned.get("target") if shown is None else shown
        if self.errors or shown is None:
            return cleaned
        most = self.scale.most
        if most is not None and shown > most:
            self.add_error(field, _("There is no more than 100%."))
            return cleaned
        stored = self.scale.stored(shown)
        if not is_beyond(stored, self.baseline, lower_is_better=self.scale.lower_is_better):
            self.add_error(field, self._not_ahead())
            return cleaned
        cleaned["stored"] = stored
        return cleaned

    def _not_ahead(self) -> str:
        today = self.scale.say.target(self.baseline)
        if self.scale.lower_is_better:
            return _("Lower is better here, and today it is %(today)s: choose a target below it.") % {
                "today": today
            }
        return _("Today it is %(today)s: choose a target above it.") % {"today": today}

    @property
    def drawn_target(self) -> Decimal:
        """The stored target that the page is drawn for: what was asked for, else where the rep stands today."""
        asked = self.reached_for()
        return self.baseline if asked is None else asked

    def reached_for(self) -> Decimal | None:
        """The stored target, whether or not it can be kept: what the result is worked out for."""
        if not self.is_bound:
            return self.scale.stored(self.slider.value)
        if self.is_valid():
            return self.cleaned_data["stored"]
        typed = self.cleaned_data.get("typed")
        shown = self.cleaned_data.get("target") if typed is None else typed
        return None if shown is None or shown > (self.scale.most or MOST_TARGET) else self.scale.stored(shown)
