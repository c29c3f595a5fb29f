"""Who is to be the mentor, in the fifth step of the wizard."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.forms.look import LookedAfterForm, TellingRadios
from plans.forms.mentor_choice import MentorChoice
from plans.models import Plan
from plans.queries import mentors
from salesgym.people.models import User

NOBODY, SOMEBODY_ELSE = "", "other"


class MentorForm(MentorChoice, LookedAfterForm):
    mentor = forms.ChoiceField(required=False, widget=TellingRadios, label=gettext_lazy("Mentor"))
    mentor_name = forms.CharField(required=False, max_length=254, label=gettext_lazy("Name or email"))
    no_mentor_reason = forms.CharField(
        required=False,
        max_length=500,
        label=gettext_lazy("Why nobody yet?"),
        help_text=gettext_lazy("Only managers read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, plan: Plan, suggested: Sequence[User], **kwargs: object) -> None:
        wish = plan.mentor_wish
        people = [wish, *suggested] if wish is not None and wish not in suggested else suggested
        # Somebody is chosen from the beginning, so that going without is a decision with a reason.
        first = wish or (None if plan.no_mentor_reason or not suggested else suggested[0])
        chosen = str(first.pk) if first else NOBODY
        initial = {"mentor": chosen, "no_mentor_reason": plan.no_mentor_reason}
        super().__init__(*args, plan=plan, people=people, initial=initial, **kwargs)
        self.wish: User | None = None

    def other_choices(self) -> list[tuple[str, str]]:
        return [(SOMEBODY_ELSE, _("Somebody else")), (NOBODY, _("Nobody yet"))]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        choice, name = cleaned.get("mentor"), str(cleaned.get("mentor_name") or "").strip()
        self.wish = self._named(name) if choice == SOMEBODY_ELSE else self.person(choice)
        if choice == NOBODY and "mentor" not in self.errors and not cleaned.get("no_mentor_reason"):
            why = _("Choose a mentor above, or say in a few words why nobody is asked yet.")
            self.add_error("no_mentor_reason", why)
        return cleaned

    def _named(self, name: str) -> User | None:
        if not name:
            self.add_error("mentor_name", _("Write the name or the email of the person you have in mind."))
            return None
        found = mentors.named(self.plan, name)
        if len(found) == 1:
            return found[0]
        if found:
            self.show(found)
            self.add_error("mentor_name", _("More than one person has this name. Choose among them above."))
        elif name.casefold() in {self.plan.rep.name.casefold(), self.plan.rep.email.casefold()}:
            self.add_error("mentor_name", _("A mentor is somebody else than the rep. Choose another person."))
        elif mentors.managers_named(self.plan, name):
            self.add_error(
                "mentor_name", _("Who manages the rep is not the mentor too. Choose another person.")
            )
        else:
            self.add_error("mentor_name", _("Nobody here has this name. Write a part of it, or the email."))
        return None
