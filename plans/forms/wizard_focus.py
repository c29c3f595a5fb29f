"""First step: the one skill, the number that shows it, and where the rep starts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.actions.draft import Baseline
from plans.forms.look import LookedAfterForm, TellingRadios, offer_rows
from plans.models import Plan, Skill
from plans.models.focus_question import MOST_REASON
from plans.pages.scale import counted_words, scale_of
from plans.queries.handed_on import Picked
from plans.queries.wizard import FEWEST_BASELINE_WEEKS, NOT_A_GOAL, QUARTER_WEEKS, Numbers
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers

NUMBERS, TYPED = "numbers", "typed"
NOTHING_PICKED = Picked()
MOST_TYPED = Decimal(10) ** 9


def typed_amount(**options: Any) -> forms.DecimalField:
    """A field for an amount from 0 to a billion with up to two decimals; it may be left empty."""
    return forms.DecimalField(
        required=False, min_value=Decimal(0), max_value=MOST_TYPED, max_digits=12, decimal_places=2, **options
    )


class FocusForm(LookedAfterForm):
    skill = forms.ModelChoiceField(
        Skill.objects.none(),
        widget=TellingRadios,
        empty_label=None,
        label=gettext_lazy("The skill"),
        error_messages={"required": gettext_lazy("Choose the one thing this plan is about.")},
    )
    metric = forms.ModelChoiceField(
        Metric.objects.none(), required=False, label=gettext_lazy("The number that shows it")
    )
    start = forms.ChoiceField(
        choices=[
            (NUMBERS, gettext_lazy("From the numbers here")),
            (TYPED, gettext_lazy("I type it")),
        ],
        widget=forms.RadioSelect,
        initial=NUMBERS,
        required=False,
        label=gettext_lazy("Where the start comes from"),
    )
    typed_count = typed_amount(label=gettext_lazy("How many"))
    typed_of = typed_amount(label=gettext_lazy("Out of"))
    typed_value = typed_amount(label=gettext_lazy("Or the value itself"))
    typed_weeks = forms.IntegerField(
        required=False, min_value=1, max_value=52, initial=QUARTER_WEEKS, label=gettext_lazy("Weeks counted")
    )

    ask_reason = forms.CharField(
        required=False,
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=gettext_lazy("Why this one, in a sentence"),
    )

    baseline: Baseline
    chosen_metric: Metric

    def __init__(
        self,
        *args: object,
        plan: Plan,
        numbers: Numbers,
        skills: Sequence[Skill],
        say: Sayers,
        picked: Picked = NOTHING_PICKED,
        initial: Mapping[str, object] | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(
            *args, initial={**started_from(plan, numbers, say, picked), **(initial or {})}, **kwargs
        )
        self.plan = plan
        self.numbers = numbers
        self.skills = skills
        self.say = say
        offer_rows(self, "skill", skills, [(skill.pk, skill.name) for skill in skills])
        self.fields["skill"].widget.told = {
            str(skill.pk): {
                "words": skill.name,
                "summary": skill.summary,
                "start": counted_words(skill.metric, numbers, say),
            }
            for skill in skills
        }
        goals = [metric for metric in numbers.metrics.values() if metric.key not in NOT_A_GOAL]
        named = [(metric.pk, _named(metric, numbers, say)) for metric in goals]
        offer_rows(self, "metric", goals, [("", _("The skill's own number")), *named])

    @property
    def reason_to_keep(self) -> str:
        """Why this one, as it is typed here; empty where the plan has a longer text, which this field never showed."""
        return str(self.cleaned_data.get("ask_reason") or "") if len(self.plan.why) <= MOST_REASON else ""

    @property
    def is_typed(self) -> bool:
        """Whether the start is typed, as the form stands."""
        return str(self["start"].value()) == TYPED

    def metric_shown(self) -> Metric | None:
        """The number that is chosen as the form stands: another one, else the skill's own; None before a choice."""
        chosen = str(self["metric"].value() or "")
        skills = {str(skill.pk): skill.metric_id for skill in self.skills}
        wanted = chosen or str(skills.get(str(self["skill"].value()), ""))
        return next((one for one in self.numbers.metrics.values() if str(one.pk) == wanted), None)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        skill = cleaned.get("skill")
        if skill is None or self.errors:
            return cleaned
        # The windows know each metric by its id; the one from the numbers has its parts at hand.
        wanted = cleaned.get("metric") or skill.metric
        self.chosen_metric = next(one for one in self.numbers.metrics.values() if one.pk == wanted.pk)
        if cleaned.get("start") == TYPED:
            self._take_typed(cleaned)
        else:
            self._take_numbers()
        if not self.errors and _is_at_the_end(self.chosen_metric, self.baseline.value):
            told = {"start": self.say(self.chosen_metric).target(self.baseline.value)}
            sentence = _(
                "From %(start)s there is no way up. Look at the start again, or choose another number."
            )
            self.add_error("start", sentence % told)
        return cleaned

    def _take_numbers(self) -> None:
        metric = self.chosen_metric
        window = self.numbers.windows[metric.pk]
        if window.value is None or not self.numbers.has_enough(metric):
            told = {"name": self.plan.rep.first_name, "metric": metric.name.lower(), "weeks": window.weeks}
            sentence = (
                ngettext(
                    "%(name)s has %(weeks)s week of %(metric)s here, and four make a start. Type what you know.",
                    "%(name)s has %(weeks)s weeks of %(metric)s here, and four make a start. Type what you know.",
                    window.weeks,
                )
                if window.value is not None
                else _("There are no numbers for %(metric)s of %(name)s here yet. Type where the start is.")
            )
            self.add_error("start", sentence % told)
            return
        self.baseline = Baseline(
            value=window.value,
            weeks=window.weeks,
            until=self.numbers.last_day,
            numerator=window.numerator,
            denominator=window.denominator,
        )

    def _take_typed(self, cleaned: Mapping[str, object]) -> None:
        count, of, value = (cleaned.get(f"typed_{part}") for part in ("count", "of", "value"))
        metric = self.chosen_metric
        scale = scale_of(metric, self.say)
        weeks = cleaned.get("typed_weeks") or QUARTER_WEEKS
        numerator = denominator = None
        if isinstance(count, Decimal) and isinstance(value, Decimal):
            self.add_error("typed_value", _("Type a count or the value itself, not both: clear one of them."))
            return
        if isinstance(count, Decimal) and metric.has_denominator:
            if not isinstance(of, Decimal) or not of:
                self.add_error("typed_of", _("Say out of how many: 54 of 247."))
                return
            numerator, denominator, stored = count, of, count / of
        elif isinstance(count, Decimal):
            numerator, stored = count, count / Decimal(str(weeks))
        elif isinstance(value, Decimal):
            stored = scale.stored(value)
        else:
            self.add_error("typed_value", _("Type a count, like 54 of 247, or the value itself."))
            return
        if scale.is_ratio and stored > 1:
            self.add_error(
                "typed_count" if numerator is not None else "typed_value", _("A rate is 100% at most.")
            )
            return
        self.baseline = Baseline(stored, int(str(weeks)), self.numbers.last_day, numerator, denominator)


def _is_at_the_end(metric: Metric, start: Decimal) -> bool:
    """Whether no target can be better than this start: all of a whole, or none of what should be little."""
    shown = round(start, 3)
    return shown <= 0 if metric.lower_is_better else metric.kind == Metric.Kind.RATIO and shown >= 1


def _named(metric: Metric, numbers: Numbers, say: Sayers) -> str:
    sentence = counted_words(metric, numbers, say)
    return f"{metric.name}: {sentence}" if sentence else _("%(name)s: no numbers yet") % {"name": metric.name}


def started_from(
    plan: Plan, numbers: Numbers, say: Sayers, picked: Picked = NOTHING_PICKED
) -> dict[str, object]:
    """What the form shows for a plan as it is stored: whether the start was typed, from what, and why this one.

    `picked` is what is chosen on it while no focus is saved.
    """
    why = {"ask_reason": plan.why} if len(plan.why) <= MOST_REASON else {}
    metric = plan.metric
    if metric is None or plan.baseline is None:
        has_any = any(window.weeks >= FEWEST_BASELINE_WEEKS for window in numbers.windows.values())
        return {**why, "start": NUMBERS if has_any else TYPED, **_picked(plan, picked)}
    window = numbers.windows.get(metric.pk)
    is_counted = (
        window is not None and window.value is not None and window.numerator == plan.baseline_numerator
    )
    shown: dict[str, object] = {
        **why,
        "skill": plan.skill_id,
        "metric": metric.pk if plan.skill and metric.pk != plan.skill.metric_id else "",
        "start": NUMBERS if is_counted and numbers.has_enough(metric) else TYPED,
    }
    if shown["start"] == TYPED:
        has_count = plan.baseline_numerator is not None
        value = scale_of(metric, say).shown(plan.baseline).normalize()
        shown |= {
            "typed_count": plan.baseline_numerator,
            "typed_of": plan.baseline_denominator,
            "typed_value": None if has_count else f"{value:f}",
            "typed_weeks": plan.baseline_weeks,
        }
    return shown


def _picked(plan: Plan, picked: Picked) -> dict[str, object]:
    """Where no focus is saved yet: the skill that the manager picked before asking the rep, else what is handed on."""
    question = getattr(plan, "focus_question", None)
    skill = question.manager_pick_id if question else plan.skill_id
    if skill:
        return {"skill": skill}
    chosen = {"skill": picked.skill_id, "metric": picked.metric_id}
    return {name: pk for name, pk in chosen.items() if pk}
