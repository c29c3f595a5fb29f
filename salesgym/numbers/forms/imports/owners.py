"""The forms for who the owners in a file are, and whether its numbers replace those of other sources."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesgym.numbers.calculations.importing.closeness import closest, threes_of
from salesgym.numbers.queries.imports.owners import UnknownOwner
from salesgym.people.models import Team, User

LATER, NOBODY = "", "nobody"
KEEP, TAKE = "keep", "take"
# The name of the button that leaves out everybody without an answer.
LEAVE_OTHERS = "leave_others"
FEW = 10


class OwnersForm(forms.Form):
    """One menu for each unknown owner, and one choice about numbers of other sources.

    `count` is how many unknown owners there are in all, where the form has not all of them.
    """

    other = forms.ChoiceField(
        label=gettext_lazy("Which counts?"),
        choices=[(KEEP, gettext_lazy("Keep what stands there")), (TAKE, gettext_lazy("Take the file's"))],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        owners: Sequence[UnknownOwner],
        decided: Mapping[str, int | None],
        people: Sequence[User],
        take_other: bool,
        count: int = 0,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.count = max(count, len(owners))
        self.owners, self.decided, self.take_other = owners, decided, take_other
        self.initial["other"] = TAKE if take_other else KEEP
        threes = {person.pk: threes_of(person.name) for person in people}
        by_id = {person.pk: person for person in people}
        for place, owner in enumerate(owners):
            self.fields[f"owner-{place}"] = forms.ChoiceField(
                label=owner.text,
                choices=_people(owner, people, [by_id[pk] for pk in closest(owner.text, threes)]),
                required=False,
                initial=_as_choice(decided, owner),
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
            )

    @property
    def rows(self) -> list[tuple[UnknownOwner, forms.BoundField]]:
        return [(owner, self[f"owner-{place}"]) for place, owner in enumerate(self.owners)]

    @property
    def has_many(self) -> bool:
        """Whether there are so many names that one looks for them by typing."""
        return len(self.owners) > FEW

    @property
    def has_more(self) -> bool:
        """Whether there are names that the form does not have."""
        return self.count > len(self.owners)

    @property
    def open_count(self) -> int:
        """How many names nobody has decided about, which one button leaves out together."""
        return sum(_may_be_left(owner) and owner.key not in self.decided for owner in self.owners)

    def chosen_owners(self) -> dict[str, int | None]:
        """All owners decided so far: earlier decisions, changed by this form's answers.

        With the button that leaves all others out, names without an answer are left out; not those of several people
        here, of whom one is meant.
        """
        chosen = dict(self.decided)
        leaves_others = LEAVE_OTHERS in self.data
        for place, owner in enumerate(self.owners):
            answer = self.cleaned_data[f"owner-{place}"]
            chosen.pop(owner.key, None)
            if leaves_others and answer == LATER and _may_be_left(owner):
                chosen[owner.key] = None
            elif answer != LATER:
                chosen[owner.key] = None if answer == NOBODY else int(answer)
        return chosen

    def takes_other(self) -> bool:
        """Whether the file's numbers replace those of other sources; unchanged where the page did not ask."""
        answer = self.cleaned_data["other"]
        return answer == TAKE if answer else self.take_other


class InviteOwnerForm(forms.Form):
    """Name and address of a person whom the file names and who is not here yet."""

    owner_key = forms.CharField(widget=forms.HiddenInput, max_length=300)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the first and the last name.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        widget=forms.EmailInput(attrs={"class": "form-control", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write the address to invite."),
            "invalid": gettext_lazy("Write an address like name@company.com."),
        },
    )
    team = forms.ModelChoiceField(
        label=gettext_lazy("Team"),
        queryset=Team.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("No team yet"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def _may_be_left(owner: UnknownOwner) -> bool:
    return not owner.candidates and not owner.is_left_out


def _people(owner: UnknownOwner, people: Sequence[User], close: Sequence[User]) -> list[tuple[str, Any]]:
    same = [(str(one.pk), f"{one.name}, {one.email}") for one in owner.candidates]
    named = {one.pk for one in owner.candidates}
    alike = [(str(one.pk), one.name) for one in close if one.pk not in named]
    named |= {one.pk for one in close}
    others = [(str(one.pk), one.name) for one in people if one.pk not in named]
    choices: list[tuple[str, Any]] = [(LATER, _("Decide later")), (NOBODY, _("Leave these lines out"))]
    if same:
        choices.append((_("People of this name"), same))
    if alike:
        choices.insert(1, (_("Closest"), alike))
    return [*choices, (_("People here"), others)] if others else choices


def _as_choice(decided: Mapping[str, int | None], owner: UnknownOwner) -> str:
    """The menu's initial value: as decided for this file, else as left out for an earlier one."""
    if owner.key not in decided:
        return NOBODY if owner.is_left_out else LATER
    return NOBODY if decided[owner.key] is None else str(decided[owner.key])
