"""How a test signs somebody in: by writing what a sign-in leaves behind, one session."""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client

from salesgym.people.models import User

_as_django = Client.force_login


def at_once() -> None:
    """Let `force_login` of a fresh client write its session row alone, in a third of the time: Django writes an empty
    session first, a second one in its place, and that again with the person in it. The form is tried by its own tests."""
    Client.force_login = _force_login


def _force_login(client: Client, user: User, backend: str | None = None) -> None:
    if backend is not None or client.cookies:
        _as_django(client, user, backend)
        return
    user.backend = client._get_backend()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = user.backend
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    request = HttpRequest()
    request.session = session
    client._set_login_cookies(request)
