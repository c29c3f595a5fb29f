"""Fifth step: mentor, rewards, what both sides do, what is practiced."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.actions.draft_people import DrillTerms, RewardTerms, SupportTerms
from plans.forms.if_then import IfThenFields
from plans.forms.look import LookedAfterForm, dress, offer_rows
from plans.forms.wizard_mentor import MentorForm
from plans.forms.wizard_promises import MOST_PROMISES, own_rows, support_rows
from plans.models import Commitment, Drill, Milestone, Plan, Reward
from plans.models.programme import MOST_DRILLS
from plans.pages.promises import by_side
from plans.queries.wizard import OfferedDrill, Practiced
from salesgym.numbers.calculations.money.units import minor_digits, to_major, to_minor
from salesgym.people.models import User

MOST_COST = Decimal(10) ** 9


class RewardForm(LookedAfterForm):
    """What one step earns; empty where there is none."""

    what = forms.CharField(required=False, max_length=120, label=gettext_lazy("Reward"))
    given_by = forms.ModelChoiceField(
        User.objects.none(), required=False, empty_label=None, label=gettext_lazy("Given by")
    )
    cost = forms.DecimalField(
        required=False, min_value=0, max_value=MOST_COST, max_digits=14, label=gettext_lazy("Cost")
    )

    def __init__(
        self, *args: object, milestone: Milestone, givers: Sequence[User], currency: str, **kwargs: object
    ) -> None:
        reward: Reward | None = getattr(milestone, "reward", None)
        initial: dict[str, object] = {"given_by": givers[0].pk if givers else None}
        if reward is not None:
            cost = to_major(reward.cost_minor, reward.currency) if reward.cost_minor else None
            initial = {"what": reward.what, "given_by": reward.given_by_id, "cost": cost}
        super().__init__(*args, prefix=f"reward-{milestone.pk}", initial=initial, **kwargs)
        self.milestone, self.currency = milestone, currency
        self.fields["cost"] = forms.DecimalField(
            required=False,
            min_value=0,
            max_value=MOST_COST,
            decimal_places=minor_digits(currency),
            label=_("Cost in %(currency)s") % {"currency": currency},
            error_messages={
                "invalid": _("Write the cost as a number, like 120."),
                "min_value": _("A cost is 0 or more."),
                "max_value": _("Write a cost below %(most)s.") % {"most": f"{MOST_COST:,}"},
                "max_decimal_places": _("Leave out what is smaller than the smallest coin."),
            },
        )
        dress(self.fields["cost"])
        offer_rows(self, "given_by", givers, _named(givers))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("cost") and not cleaned.get("what") and "what" not in self.errors:
            self.add_error("what", _("Say what the reward is, or leave the cost out."))
        if cleaned.get("what") and not cleaned.get("given_by") and "given_by" not in self.errors:
            self.add_error("given_by", _("Choose who hands it over."))
        return cleaned

    def terms(self) -> RewardTerms | None:
        """The reward with its cost in minor units; None for an empty row. After is_valid."""
        cleaned = self.cleaned_data
        if not cleaned["what"]:
            return None
        cost = to_minor(cleaned["cost"] or Decimal(0), self.currency)
        return RewardTerms(cleaned["what"], cleaned["given_by"], self.currency, cost)


class DrillForm(IfThenFields, LookedAfterForm):
    """One drill of the skill; what is not chosen is not read."""

    chosen = forms.BooleanField(required=False)
    times_a_week = forms.IntegerField(
        required=False, min_value=1, max_value=7, label=gettext_lazy("Times a week")
    )
    repetitions = forms.IntegerField(
        required=False, min_value=1, max_value=200, label=gettext_lazy("Times per workout")
    )
    minutes = forms.IntegerField(required=False, min_value=1, max_value=240, label=gettext_lazy("Minutes"))

    def __init__(self, *args: object, drill: Drill, item: Practiced | None, **kwargs: object) -> None:
        source: Drill | Practiced = item or drill
        initial = {
            "chosen": item is not None,
            "times_a_week": item.times_a_week if item else 3,
            **_said(item),
            "repetitions": source.repetitions,
            "minutes": source.minutes,
        }
        super().__init__(*args, prefix=f"drill-{drill.pk}", initial=initial, **kwargs)
        self.drill = drill
        self.fields["chosen"].label = drill.name
        self.fields["chosen"].widget.attrs["data-words"] = drill.name

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not cleaned.get("chosen"):
            self.errors.clear()
            return cleaned
        for name in ("times_a_week", "repetitions", "minutes"):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Write a number."))
        self.require_when(cleaned)
        return cleaned

    def terms(self) -> DrillTerms | None:
        """How the drill is practiced; None where it is not chosen. After is_valid."""
        cleaned = self.cleaned_data
        if not cleaned["chosen"]:
            return None
        asked = ("times_a_week", "when", "where", "what", "repetitions", "minutes")
        return DrillTerms(self.drill, **{name: cleaned[name] for name in asked})


def _said(item: Practiced | None) -> dict[str, str]:
    return {name: getattr(item, name) if item else "" for name in ("when", "where", "what")}


class PeopleForm:
    """All rows of the page together."""

    def __init__(
        self,
        data: Mapping[str, object] | None,
        *,
        plan: Plan,
        milestones: Sequence[Milestone],
        support: Sequence[Commitment],
        drills: Sequence[OfferedDrill],
        suggested: Sequence[User],
        givers: Sequence[User],
        currency: str,
        due_on: date | None,
    ) -> None:
        diagnosis = getattr(plan, "diagnosis", None)
        self.is_support_owed = bool(diagnosis and diagnosis.ours)
        self.errors: list[str] = []
        self.mentor = MentorForm(data, plan=plan, suggested=suggested)
        self.rewards = [
            RewardForm(data, milestone=milestone, givers=givers, currency=currency)
            for milestone in milestones
        ]
        ours, own = by_side(support)
        self.support = support_rows(
            data, ours, givers=givers, due_on=due_on if self.is_support_owed else None
        )
        self.own = own_rows(data, own, rep=plan.rep)
        self.drills = [DrillForm(data, drill=offered.drill, item=offered.practiced) for offered in drills]

    @property
    def can_grow(self) -> bool:
        return len(self.support) < MOST_PROMISES

    @property
    def can_grow_own(self) -> bool:
        return len(self.own) < MOST_PROMISES

    def forms(self) -> list[forms.Form]:
        return [self.mentor, *self.rewards, *self.support, *self.own, *self.drills]

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in self.forms()]
        is_each = all(checked)
        if is_each and self.is_support_owed and not self.support_terms():
            self.support[0].add_error(
                "what", _("One of the causes is ours to fix: say what we do about it, who, and by when.")
            )
        if is_each and len(self.programme_terms()) > MOST_DRILLS:
            self.errors.append(_("Choose up to three drills: a week holds no more."))
        return is_each and not self.errors and all(form.is_valid() for form in self.support)

    def reward_terms(self) -> dict[int, RewardTerms]:
        return {form.milestone.pk: terms for form in self.rewards if (terms := form.terms())}

    def support_terms(self) -> list[SupportTerms]:
        return [terms for form in self.support if (terms := form.terms())]

    def promise_terms(self) -> list[SupportTerms]:
        """What both sides promise, ours first."""
        return [*self.support_terms(), *(terms for form in self.own if (terms := form.terms()))]

    def programme_terms(self) -> list[DrillTerms]:
        return [terms for form in self.drills if (terms := form.terms())]


def _named(people: Sequence[User]) -> list[tuple[int | str, str]]:
    return [(person.pk, str(person)) for person in people]
