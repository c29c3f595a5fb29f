"""The rubric of a skill as a site admin edits it."""

from django.forms import BaseInlineFormSet, ValidationError
from django.utils.translation import gettext as _

from plans.models.rubric import FEWEST_BEHAVIORS, MOST_BEHAVIORS


class RubricFormSet(BaseInlineFormSet):
    """The behaviors of one skill: none yet, or 3 to 5 that are asked for, one of them about the buyer."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data]
        asked = [row for row in rows if row.get("is_active")]
        if not rows:
            return
        if not FEWEST_BEHAVIORS <= len(asked) <= MOST_BEHAVIORS:
            raise ValidationError(
                _("A rubric asks for %(fewest)s to %(most)s behaviors. These are %(count)s.")
                % {"fewest": FEWEST_BEHAVIORS, "most": MOST_BEHAVIORS, "count": len(asked)}
            )
        if not any(row.get("is_about_buyer") for row in asked):
            raise ValidationError(
                _("At least one behavior is about the buyer: they talk more, they name a cost.")
            )
