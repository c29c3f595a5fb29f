"""Choosing a mentor: a few people as choices, and whoever else can be asked by the id that is sent."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy

from plans.forms.look import TellingRadios, offer
from plans.models import Plan
from plans.queries import mentors
from salesgym.people.models import User


class MentorChoice(forms.Form):
    """`people` are those that the form shows, with the one who was chosen."""

    mentor = forms.ChoiceField(widget=TellingRadios, label=gettext_lazy("Mentor"))

    def __init__(self, *args: object, plan: Plan, people: Sequence[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as they are
        self.plan, self.people = plan, list(people)
        chosen = self.data.get(self.add_prefix("mentor"))
        self.show([] if self.person(chosen) else mentors.chosen(plan, chosen))

    def other_choices(self) -> list[tuple[str, str]]:
        """Choices that are no person."""
        return []

    def show(self, more: Sequence[User]) -> None:
        """One choice for each person, these among them."""
        self.people += [person for person in more if person not in self.people]
        offer(self, "mentor", [*((str(one.pk), str(one)) for one in self.people), *self.other_choices()])
        widget = self.fields["mentor"].widget
        widget.told = {str(person.pk): {"words": str(person)} for person in self.people}

    def person(self, pk: object) -> User | None:
        """The person of this choice; None for another one."""
        return next((person for person in self.people if str(person.pk) == pk), None)
