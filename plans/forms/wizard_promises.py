"""What both sides promise with a plan: rows of what we do, and rows of what the rep does."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.actions.draft_people import SupportTerms
from plans.forms.look import LookedAfterForm, offer_rows
from plans.forms.wizard_milestones import day
from plans.models import Commitment
from salesgym.people.models import User

# So many for each side.
MOST_PROMISES = 5


class PromiseForm(LookedAfterForm):
    """One promise and its day; an empty row is none."""

    what = forms.CharField(required=False, max_length=160)
    due_on = day(gettext_lazy("By"), is_required=False)
    label = gettext_lazy("What we do")
    day_alone = gettext_lazy("Say what we do by then, or clear the day.")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = self.label

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("what") and not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Say by when."))
        # A day that was filled in beforehand and left alone asks for nothing.
        is_typed = cleaned.get("due_on") and cleaned["due_on"] != self.get_initial_for_field(
            self.fields["due_on"], "due_on"
        )
        if is_typed and not cleaned.get("what") and "what" not in self.errors:
            self.add_error("what", str(self.day_alone))
        return cleaned

    def terms(self) -> SupportTerms | None:
        """The promise; None for an empty row. After is_valid."""
        cleaned = self.cleaned_data
        return SupportTerms(cleaned["what"], cleaned["due_on"], self.who()) if cleaned["what"] else None

    def who(self) -> User | None:
        """Who promises it; None for the company."""
        raise NotImplementedError


class SupportForm(PromiseForm):
    """One thing we do, of the company where nobody is named."""

    promised_by = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        empty_label=gettext_lazy("The company"),
        label=gettext_lazy("Who"),
    )
    field_order = ("what", "promised_by", "due_on")

    def __init__(self, *args: object, givers: Sequence[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        named = [(person.pk, str(person)) for person in givers]
        offer_rows(self, "promised_by", givers, [("", _("The company")), *named])

    def who(self) -> User | None:
        chosen: User | None = self.cleaned_data["promised_by"]
        return chosen


class OwnPromiseForm(PromiseForm):
    """One thing that the rep does for it, besides the practice."""

    day_alone = gettext_lazy("Say what is done by then, or clear the day.")

    def __init__(self, *args: object, rep: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.rep = rep
        self.fields["what"].label = _("What %(name)s does") % {"name": rep.first_name}
        self.fields["due_on"].label = _("Done by")

    def who(self) -> User:
        return self.rep


def support_rows(
    data: Mapping[str, object] | None,
    stored: Sequence[Commitment],
    *,
    givers: Sequence[User],
    due_on: date | None,
) -> list[SupportForm]:
    """A row for each of our promises, or as many as were sent; an empty one, due on this day, where there is none."""
    first = {"promised_by": givers[0].pk if givers else None, "due_on": due_on}
    rows = [
        {"what": promise.what, "promised_by": promise.promised_by_id, "due_on": promise.due_on}
        for promise in stored
    ]
    return [
        SupportForm(data, prefix=f"support-{place}", givers=givers, initial=initial)
        for place, initial in enumerate(_initials(data, "support", rows, first))
    ]


def own_rows(
    data: Mapping[str, object] | None, stored: Sequence[Commitment], *, rep: User
) -> list[OwnPromiseForm]:
    """The same of what the rep promises."""
    rows = [{"what": promise.what, "due_on": promise.due_on} for promise in stored]
    return [
        OwnPromiseForm(data, prefix=f"own-{place}", rep=rep, initial=initial)
        for place, initial in enumerate(_initials(data, "own", rows, {}))
    ]


def _initials(
    data: Mapping[str, object] | None,
    name: str,
    rows: Sequence[Mapping[str, object]],
    first: Mapping[str, object],
) -> list[dict[str, object]]:
    """What stands in each row before it is typed: as many as were sent, else as are stored."""
    count = row_count(data, name) if data is not None else len(rows) or 1
    return [dict(rows[place]) if place < len(rows) else dict(first) for place in range(count)]


def row_count(data: Mapping[str, object], name: str) -> int:
    """How many rows of this side were sent, and one more where that was asked for: 1 to 5 whatever was written there."""
    try:
        count = int(str(data.get(name, "1")))
    except ValueError:
        count = 1
    more = data.get("action") == f"add_{name}"
    return min(max(count, 1) + more, MOST_PROMISES)
