"""What the settings refuse before anything is served, by gunicorn, Celery or manage.py: each sentence names a setting."""

from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


def require_safe(*, hosts: Sequence[str], url: str, is_demo: bool, says_who_does_https: bool) -> None:
    """Return where this may be served. Raises ImproperlyConfigured otherwise.

    `hosts` are SALESGYM_HOSTS, none for this machine alone, and `url` is the address that links begin with.
    """
    is_local = set(hosts) <= LOOPBACK
    if is_demo and not is_local:
        raise ImproperlyConfigured(
            f"SALESGYM_DEMO signs anybody in without a password, and SALESGYM_HOSTS names {', '.join(hosts)}: unset one."
        )
    if any("*" in host for host in hosts):
        raise ImproperlyConfigured(
            "SALESGYM_HOSTS names each host that people open: * would believe any name that a stranger sends."
        )
    _require_own_address(url, LOOPBACK if is_local else hosts)
    if url.startswith("https://") and not says_who_does_https:
        raise ImproperlyConfigured(
            "SALESGYM_BEHIND_PROXY is not set: write 1 where a web server before SalesGym does the HTTPS and sends"
            " X-Forwarded-Proto, without which pages lead to themselves for ever, or 0 where gunicorn does it itself."
        )


def _require_own_address(url: str, hosts: Collection[str]) -> None:
    """Raise ImproperlyConfigured where links would lead to a host that SalesGym does not answer to."""
    try:
        named = urlsplit(url).hostname or ""
    except ValueError:
        named = ""
    if not named or named.startswith("."):
        raise ImproperlyConfigured(f"SALESGYM_URL is {url!r}: write an address like https://gym.example.com.")
    if not any(_answers(host.lower().strip("[]"), named) for host in hosts):
        raise ImproperlyConfigured(
            f"SALESGYM_URL leads to {named}, and SALESGYM_HOSTS does not name it: links in mails would not open."
        )


def _answers(host: str, name: str) -> bool:
    """Whether this entry of SALESGYM_HOSTS is the name, or with a dot in front a domain of it."""
    return name == host.removeprefix(".") or (host.startswith(".") and name.endswith(host))
