"""Fourth step: one to five steps with their dates. A plain list of rows that grows and shrinks by buttons."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.actions.draft_milestones import Terms
from plans.calculations.timeline.step_runs import RUN_WEEKS
from plans.calculations.timeline.steps import (
    MOST_WEEKS,
    Finding,
    Rung,
    StepProblem,
    date_findings,
    target_findings,
)
from plans.forms.look import LookedAfterForm, offer, offer_rows
from plans.forms.wizard_rows import MOST_TARGET, day_of, number_of, row_count
from plans.models import Milestone, Plan
from plans.models.milestone import MOST_MILESTONES, MOST_RUN_WEEKS
from plans.models.rubric import HIGHEST, LOWEST
from plans.pages.milestones.typed import TypedStaircase, TypedStep
from plans.pages.scale import WordedScale
from plans.pages.suggestion import weeks_word
from plans.queries.wizard import NOT_A_GOAL
from salesgym.numbers.models import Metric


def day(label: Any, *, is_required: bool = True) -> forms.DateField:
    """A field for a day, shown and typed like 2026-03-31."""
    return forms.DateField(
        label=label,
        required=is_required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose a day."),
            "invalid": gettext_lazy("Write the day like 2026-03-31."),
        },
    )


class DatesForm(LookedAfterForm):
    starts_on = day(gettext_lazy("First day"))
    ends_on = day(gettext_lazy("Last day"))

    def __init__(self, *args: object, on: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_starts_on(self) -> date:
        starts_on: date = self.cleaned_data["starts_on"]
        if starts_on < self.on:
            raise forms.ValidationError(
                _("Choose a first day from today on: there is time to read and sign.")
            )
        return starts_on

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if isinstance(starts_on, date) and isinstance(ends_on, date):
            if ends_on <= starts_on:
                self.add_error("ends_on", _("Choose a last day after the first."))
            elif ends_on - starts_on > timedelta(weeks=MOST_WEEKS):
                self.add_error("ends_on", _("A plan takes 26 weeks at most: choose an earlier last day."))
        return cleaned


def run_of(value: object) -> int | None:
    """A run of 1 to 26 weeks as it was typed or chosen; None where nothing sensible was written."""
    text = str(value)
    weeks = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return weeks if 1 <= weeks <= MOST_RUN_WEEKS else None


class StepForm(LookedAfterForm):
    """One step of the staircase; targets are typed as they are read."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    measure = forms.ChoiceField(
        choices=[
            (Milestone.Measure.METRIC, gettext_lazy("The plan's number")),
            (Milestone.Measure.COUNT, gettext_lazy("A count since the start")),
            (Milestone.Measure.RUBRIC, gettext_lazy("A score of the rubric")),
            (Milestone.Measure.DONE, gettext_lazy("Done or not")),
        ],
        label=gettext_lazy("What is measured"),
    )
    title = forms.CharField(required=False, max_length=120, label=gettext_lazy("In words"))
    metric = forms.ModelChoiceField(
        Metric.objects.none(), required=False, empty_label=None, label=gettext_lazy("What is counted")
    )
    target = forms.DecimalField(
        required=False, min_value=0, max_value=MOST_TARGET, max_digits=13, label=gettext_lazy("Target")
    )
    run_weeks = forms.ChoiceField(required=False, label=gettext_lazy("Weeks in a row"))
    due_on = day(gettext_lazy("By"))

    def __init__(
        self, *args: object, plan: Plan, scale: WordedScale, counts: Sequence[Metric], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.scale = scale
        self.countable = {str(metric.pk): metric.name for metric in counts}
        offer_rows(self, "metric", counts, [(metric.pk, metric.name) for metric in counts])
        runs = sorted({*RUN_WEEKS, *([self.run] if self.run else [])})
        offer(self, "run_weeks", [("", _("Usual")), *((weeks, weeks_word(weeks)) for weeks in runs)])

    @property
    def run(self) -> int | None:
        """How many weeks in a row this step takes; None for those that suit its date, or for a step that is no number."""
        name = self.add_prefix("run_weeks")
        typed = self.data.get(name) if self.is_bound else self.initial.get("run_weeks")
        return run_of(typed)

    @property
    def kind(self) -> str:
        return str(self["measure"].value() or Milestone.Measure.METRIC)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        measure = cleaned.get("measure")
        if measure == Milestone.Measure.DONE:
            cleaned |= {"metric": None, "target": None}
            if not cleaned.get("title") and "title" not in self.errors:
                self.add_error("title", _("Say what is done by then: two recorded calls scored."))
            return cleaned
        if cleaned.get("target") is None and "target" not in self.errors:
            self.add_error("target", _("Say how much is reached by then."))
        if measure == Milestone.Measure.COUNT:
            self._clean_count(cleaned)
        elif measure == Milestone.Measure.RUBRIC:
            self._clean_score(cleaned)
        elif cleaned.get("target") is not None:
            cleaned |= {"target": self.scale.stored(cleaned["target"]), "metric": self.plan.metric}
        return cleaned

    def _clean_count(self, cleaned: Mapping[str, object]) -> None:
        if cleaned.get("metric") is None:
            self.add_error("metric", _("Choose what is counted since the start."))
        if cleaned.get("target") == 0:
            self.add_error("target", _("A count since the start is 1 or more."))

    def _clean_score(self, cleaned: dict[str, object]) -> None:
        score = cleaned.get("target")
        if isinstance(score, Decimal) and not LOWEST < score <= HIGHEST:
            self.add_error("target", _("A score lies above 1 and goes up to 5, like 4 or 3.5."))
        cleaned["metric"] = None

    def rung(self) -> Rung:
        """This step as far as it could be read."""
        cleaned = getattr(self, "cleaned_data", {})
        is_focus = self.kind == Milestone.Measure.METRIC
        target = cleaned.get("target") if is_focus and "target" not in self.errors else None
        return Rung(cleaned.get("due_on"), target, measures_focus=is_focus)

    def typed(self) -> TypedStep:
        """What stands in the fields, judged or not."""
        shown = None if self.kind == Milestone.Measure.DONE else number_of(self["target"].value())
        is_focus = self.kind == Milestone.Measure.METRIC
        return TypedStep(
            kind=self.kind,
            shown=shown,
            target=self.scale.stored(shown) if is_focus and shown is not None else None,
            due_on=day_of(self["due_on"].value()),
            title=str(self["title"].value() or ""),
            run_weeks=self.run if is_focus else None,
            counted=self._counted(),
        )

    def _counted(self) -> str:
        if self.kind != Milestone.Measure.COUNT:
            return ""
        return self.countable.get(str(self["metric"].value()), "")

    def terms(self) -> Terms:
        names = ("measure", "title", "metric", "target", "due_on", "pk")
        return Terms(**{name: self.cleaned_data[name] for name in names}, run_weeks=self.run)


class StaircaseForm:
    """The dates and the rows together: what is typed, and whether it is a staircase."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        plan: Plan,
        scale: WordedScale,
        on: date,
        counts: Sequence[Metric],
        rows: Sequence[Mapping[str, object]],
        dates: Mapping[str, object],
    ) -> None:
        self.plan, self.scale = plan, scale
        self.refusal = ""
        count = row_count(data) if data is not None else len(rows)
        self.dates = DatesForm(data, on=on, initial=dates)
        self.steps = [
            StepForm(
                data,
                prefix=f"step-{place}",
                plan=plan,
                scale=scale,
                counts=counts,
                initial=rows[place] if place < len(rows) else {},
            )
            for place in range(count)
        ]

    @property
    def can_grow(self) -> bool:
        return len(self.steps) < MOST_MILESTONES

    @property
    def can_shrink(self) -> bool:
        return len(self.steps) > 1

    @property
    def has_errors(self) -> bool:
        return bool(self.dates.errors) or any(step.errors for step in self.steps)

    def is_valid(self) -> bool:
        is_dates = self.dates.is_valid()
        checked = [step.is_valid() for step in self.steps]
        for finding in self._findings():
            step = self.steps[finding.index]
            if finding.field not in step.errors:
                step.add_error(finding.field, self._sentence(finding))
        return is_dates and all(checked) and all(step.is_valid() for step in self.steps)

    def add_refusal(self, sentence: str) -> None:
        """Show why the steps were not taken; also on a form that was not sent."""
        if self.dates.is_bound:
            self.dates.add_error(None, sentence)
        self.refusal = sentence

    def _findings(self) -> list[Finding]:
        rungs = [step.rung() for step in self.steps]
        plan, found = self.plan, []
        if not self.dates.errors:
            starts_on, ends_on = self.dates.cleaned_data["starts_on"], self.dates.cleaned_data["ends_on"]
            found += date_findings(rungs, starts_on=starts_on, ends_on=ends_on)
        if plan.target is not None:
            found += target_findings(
                rungs, baseline=plan.baseline, target=plan.target, lower_is_better=self.scale.lower_is_better
            )
        return found

    def _sentence(self, finding: Finding) -> str:
        words = self.scale.say.target
        known = {"target": words(self.plan.target), "baseline": words(self.plan.baseline)}
        if finding.problem == StepProblem.LAST_IS_NOT_TARGET:
            return _("The last step measures the plan's number, up to %(target)s.") % known
        down = self.scale.lower_is_better
        sentences = {
            StepProblem.BEFORE_START: _("Choose a day after the plan's first."),
            StepProblem.AFTER_END: _("Choose a day up to the plan's last."),
            StepProblem.OUT_OF_ORDER: _("Choose a later day than the step before."),
            StepProblem.NOT_BEYOND_BASELINE: _("Start is %(baseline)s: go below it.")
            if down
            else _("Start is %(baseline)s: go above it."),
            StepProblem.WRONG_WAY: _("Go below the step before.") if down else _("Go above the step before."),
            StepProblem.PAST_TARGET: _("The way ends at %(target)s: stay above it before the last step.")
            if down
            else _("The way ends at %(target)s: stay below it before the last step."),
        }
        if finding.problem == StepProblem.PAST_TARGET and finding.index == len(self.steps) - 1:
            return _("The way ends at %(target)s: go no further.") % known
        return sentences[finding.problem] % known

    def typed(self) -> TypedStaircase:
        """What stands in the form now, for the page around it."""
        return TypedStaircase(
            starts_on=day_of(self.dates["starts_on"].value()),
            ends_on=day_of(self.dates["ends_on"].value()),
            steps=tuple(step.typed() for step in self.steps),
            has_errors=self.has_errors,
        )

    def terms(self) -> list[Terms]:
        return [step.terms() for step in self.steps]


def counts_of(metrics: Mapping[str, Metric], *, first: Metric | None = None) -> list[Metric]:
    """What may be counted since the start: plain counts of which more is better; `first` before the others."""
    found = [
        metric
        for metric in metrics.values()
        if metric.kind == Metric.Kind.COUNT and not metric.lower_is_better and metric.key not in NOT_A_GOAL
    ]
    return sorted(found, key=lambda metric: metric != first)
