"""Which marked word may reach whom, and what holds for every answer."""

import re

from django.http import HttpResponse

from tests.access.actors import HR, MANAGERS, PARTIES
from tests.access.world import DRAFTS, FOR_HR, FORMAL, PRIVATE, STATES, WITH_MENTOR

MARK = re.compile(rf"zq([a-z]+?)({'|'.join((*STATES, *FORMAL, 'peer'))})zq")
WORTH = re.compile(r"98[,.]?000|980[,.]?000")
COST = re.compile(r"73[,.]?619|7361900")

INLINE = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE
    ),
    "an inline style": re.compile(r"<style|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a script address": re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
}


def leaks(words: str, actor: str, asked_about: str) -> set[str]:
    """Marked words and sums in this answer that this actor may not read."""
    found = {
        f"{name} of the {state} plan"
        for name, state in MARK.findall(words)
        if not may_read(actor, name, state, asked_about)
    }
    if actor not in PARTIES and WORTH.search(words):
        found.add("what a plan is worth")
    if actor not in MANAGERS and COST.search(words):
        found.add("what a reward costs")
    return found


def may_read(actor: str, name: str, state: str, asked_about: str) -> bool:
    """Managers of today read everything but what a rep keeps or says for themselves, a rep their own plan once proposed, a
    mentor what is shared with them."""
    if name == "ownonly":
        return actor == "rep"
    if name == "avoids" and actor != "rep":
        return False
    if actor in MANAGERS:
        return True
    if name == "talk":
        # What a manager noted after an early signal is for managers of the rep.
        return False
    if actor == "rep":
        # The rep of this world is another person for each state.
        is_asked = state == (asked_about if asked_about in {*STATES, *FORMAL} else "active")
        return state not in DRAFTS and is_asked
    if actor in HR:
        return state in FORMAL and name in FOR_HR
    if actor == "mentor":
        return name not in PRIVATE and state in WITH_MENTOR and state != "closed"
    return state == "peer" and actor in {"peer", "other_mentor"}


def flaws(response: HttpResponse, *, is_inside: bool, has_own_policy: bool = False) -> set[str]:
    """What is wrong with an answer, whoever gets it: policy, caching, inline code."""
    found = set()
    policy = response.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy:
        found.add("no Content-Security-Policy")
    if is_inside and "no-store" not in response.headers.get("Cache-Control", ""):
        found.add("may be kept in a cache")
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        found.add("may be sniffed")
    if has_own_policy:
        return found
    if "unsafe" in policy:
        found.add("a policy that allows inline code")
    body = response.content.decode()
    return found | {name for name, pattern in INLINE.items() if pattern.search(body)}
