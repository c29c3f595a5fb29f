"""How long it takes until a limited page takes another try: read from what allauth has counted in the cache."""

from datetime import datetime

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

APP = "allauth.account"


def seconds_left(request: HttpRequest, action: str, *, at: datetime, key: str = "") -> float:
    """Seconds until this action of `ACCOUNT_RATE_LIMITS` is open to the request again; 0 where it is open now.

    `key` is what its limits "per key" count by, as allauth is given it; without one they are left out.
    """
    rates = ratelimit.get_rates(app=APP, action=action)
    return max((_left(request, action, rate, at.timestamp(), key) for rate in rates), default=0.0)


def _left(request: HttpRequest, action: str, rate: ratelimit.Rate, now: float, key: str) -> float:
    """Seconds until this one limit lets another try through. A limit of another kind of request counts nothing."""
    is_counted = {"ip": True, "key": bool(key), "user": request.user.is_authenticated}
    if not is_counted.get(rate.per, False):
        return 0.0
    counted = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key), [])
    # The newest try comes first. The oldest of those that fill the limit opens it as it falls out of the time span.
    tries = [moment for moment in counted if moment > now - rate.duration]
    return tries[rate.amount - 1] + rate.duration - now if len(tries) >= rate.amount else 0.0
