"""The password once more, from somebody who is signed in: for a name under something that binds."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from salesgym.people.models import User
from salesgym.web import UserRequest


def is_asked(user: User) -> bool:
    """Whether this person has to type it: everybody but the sample people of the demo, who come in by one click."""
    return not (settings.IS_DEMO and user.is_sample)


def trouble_with(request: UserRequest, password: str) -> str:
    """Why this is not taken as the password of who is signed in, in a sentence; "" where it is theirs.

    Wrong ones are counted with those of the sign-in page, by account and address together, and wait as there.
    """
    if not is_asked(request.user):
        return ""
    if not password:
        return _("Type your password: it says that it is you.")
    try:
        found = get_adapter(request).authenticate(request, email=request.user.email, password=password)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    if found is None or found.pk != request.user.pk:
        return _("This is not your password. Nothing is signed yet: type it again.")
    return ""
