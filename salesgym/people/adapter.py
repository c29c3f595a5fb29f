"""Our answers to allauth: nobody may sign up, its mail goes through our outbox, its limits hit nobody else."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.internal.ratelimit import get_ip
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesgym import clock
from salesgym.compiled import compiled
from salesgym.notices.actions import notice
from salesgym.notices.emails import absolute
from salesgym.people import emails
from salesgym.people.models import User
from salesgym.people.pages.tries import sign_in_again
from salesgym.people.queries.tries import seconds_left

# In place of the address of a request over a Unix socket, which has none.
UNIX_SOCKET = "unix-socket"
RESET = "account/email/password_reset_key"
KIND = "people.password_reset"


class SignInBackend(AuthenticationBackend):
    """allauth's, which loads who is signed in together with the areas that are switched off."""

    def get_user(self, user_id: int) -> User | None:
        user = next(iter(_signed_in(user_id)), None)
        return user if user is not None and self.user_can_authenticate(user) else None


@compiled
def _signed_in(user_id: int) -> QuerySet[User]:
    return User.objects.with_areas().filter(pk=user_id)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password do not belong together. Try again."),
        "rate_limited": _("Too many tries for now. Wait a few minutes."),
        "incorrect_password": _("This is not your current password. Type it again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come in by invitation only."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address by which tries are counted: as SALESGYM_TRUSTED_PROXIES proxies tell it, else the socket's.

        A request that came around the proxies, or whose header is no address, must be counted as well.
        """
        try:
            return super().get_client_ip(request)
        except (ImproperlyConfigured, PermissionDenied):
            return request.META.get("REMOTE_ADDR") or UNIX_SOCKET

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this try of a password, or refuse it and say how long to wait."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refusal:
            key = self._get_login_attempts_cache_key(request, **credentials)
            left = seconds_left(request, "login_failed", at=clock.machine_now(), key=key)
            raise ValidationError(sign_in_again(left), code=refusal.code) from refusal

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by account and address together: wrong passwords from elsewhere refuse nobody the right one."""
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{get_ip(request)}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link, starting with SITE_URL: a request's Host header could be forged."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return absolute(path.replace("UID-KEY", key))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:me")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the link to a new password; not for people without one, who have their invitation."""
        user = context.get("user")
        if template_prefix != RESET or not isinstance(user, User) or not user.has_usable_password():
            return
        mail = emails.password_reset(person=user, link=context["password_reset_url"])
        notice.send_account_mail(
            address=user.email,
            recipient=user,
            kind=KIND,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            at=clock.now(),
        )
