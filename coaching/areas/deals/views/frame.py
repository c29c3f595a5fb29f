"""What every page about one deal has around it."""

from typing import Any

from django.urls import reverse

from coaching.areas.deals.models import CoachedDeal
from coaching.areas.deals.pages import words
from coaching.areas.deals.pages.tab import DEALS
from coaching.areas.deals.queries.found import SeenDeal
from salesgym.people.pages.person import head
from salesgym.web import UserRequest


def back(deal: CoachedDeal) -> str:
    """The deal's own place on its tab."""
    return reverse("deals:person_deals", args=[deal.rep_id], fragment=f"deal-{deal.pk}")


def frame(request: UserRequest, seen: SeenDeal, *, here: str) -> dict[str, Any]:
    """The head of a page below the tab, with the deal's name and the way back."""
    rep = seen.deal.rep
    return {
        "head": head(rep, reader=request.user, tab=DEALS, reading=seen.reading, here=here),
        "deal": seen.deal,
        "name": words.name(seen.deal),
        "back": back(seen.deal),
    }
