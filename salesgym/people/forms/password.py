"""Passwords that are long and easy to guess all the same."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from salesgym.people.calculations.password import repeats
from salesgym.people.models import User


class RepeatedPasswordValidator:
    """Refuses one piece said twice or more, like passwordpassword."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with a sentence that says what helps."""
        if repeats(password):
            raise ValidationError(
                _(
                    "This says one thing over and over. A few different words are easy to keep and hard to guess."
                ),
                code="password_repeats",
            )

    def get_help_text(self) -> str:
        """For lists of what a password needs."""
        return _("Not one thing over and over.")
