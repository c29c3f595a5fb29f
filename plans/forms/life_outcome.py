"""How a plan ends, in words and one choice."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.life import ExplainedChoice
from plans.models import Outcome, Skill

EXPLAINED = {
    "met": _("The target is reached and holds."),
    "met_in_part": _("A good part of the way is done."),
    "extended": _("This plan closes, and a new draft opens with new dates that both sign."),
    "not_met": _("The way was longer than planned. You agree on the next step."),
    "withdrawn": _("The plan ends without a result: things have changed."),
    "left": _(
        "The rep goes. It says nothing of what was reached. A word on it is welcome, none is asked for."
    ),
}
# Of a formal plan.
EXTENDED = _("This plan closes, and a new draft opens with new dates. HR reads it before the rep does.")
SHOWN_FIRST = _("The rep reads it first. It is final at 9:00 on their next working day.")
NEXT_STEPS = {
    "further_help": _("More of what helps: training, another mentor, another plan."),
    "new_focus": _("Another skill first: a plan of its own, once this one is closed."),
    "other_role": _("Other work in the company suits them better. You have talked about which."),
    "leaving": _("The work here ends. HR talks through with them what comes next."),
}


def _tiles(
    label: Any, choices: list[tuple[str, ExplainedChoice]], *, required: bool = True
) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=required, widget=forms.RadioSelect)


def _explained(result: Outcome.Result, kind: str) -> Any:
    formal = (
        {Outcome.Result.NOT_MET: SHOWN_FIRST, Outcome.Result.EXTENDED: EXTENDED} if kind == "formal" else {}
    )
    return formal.get(result, EXPLAINED[result])


class OutcomeForm(forms.Form):
    """One result with its reasons. A proposal can be withdrawn, or end as left.

    `results` are those that are possible today, `kind` that of the plan. `left_open` are the keys of what is open on the plan, each with the
    sentence to tick where it is left so.
    """

    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=2000,
        help_text=_("What was reached, what helped, what was in the way. The rep reads every word."),
        widget=forms.Textarea(attrs={"rows": 5, "class": "form-control"}),
    )
    learned = forms.CharField(
        label=_("What we learned"),
        max_length=2000,
        required=False,
        help_text=_(
            "What helped most, and what to do differently the next time. The next plan begins with it."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )
    next_skill = forms.ModelChoiceField(
        label=_("What could come next"),
        queryset=Skill.objects.none(),
        required=False,
        empty_label=_("Leave it open"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    confirmed = forms.BooleanField(
        label=_("I have talked it through. The outcome is written down for good."),
        error_messages={
            "required": _("Tick this once you have talked it through: an outcome never changes.")
        },
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        skills: Any,
        results: Sequence[Outcome.Result],
        kind: str = "coaching",
        left_open: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_up"] = forms.MultipleChoiceField(
            label=_("Or close and leave it open"),
            choices=left_open,
            required=False,
            error_messages={
                "invalid_choice": _("What is open has changed. Read it again, and tick what you leave open.")
            },
            widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        )
        self.left_open = frozenset(key for key, _sentence in left_open)
        self.fields["reasons"].required = self.data.get("result") != Outcome.Result.LEFT
        self.fields["result"] = _tiles(
            _("How does it end?"),
            [(one.value, ExplainedChoice(one.label.capitalize(), _explained(one, kind))) for one in results],
        )
        self.fields["next_step"] = _tiles(
            _("The next step you agreed"),
            [
                (one.value, ExplainedChoice(one.label.capitalize(), NEXT_STEPS[one]))
                for one in Outcome.next_steps(kind)
            ],
            required=False,
        )
        field = self.fields["next_skill"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = skills

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("result") == Outcome.Result.NOT_MET and not cleaned.get("next_step"):
            self.add_error("next_step", _("Choose the next step that you have agreed."))
        if "given_up" in cleaned and not self.left_open <= set(cleaned["given_up"]):
            self.add_error(
                "given_up", _("Settle what is open, or tick each sentence: the history then says so.")
            )
        return cleaned
