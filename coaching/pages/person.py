"""Where the name of a person leads."""

from django.urls import reverse


def person_url(person: int, *, plan: int | None, has_numbers: bool) -> str:
    """The page of this person for a reader who may open this plan of theirs, or their numbers; "" for any other."""
    if plan is not None:
        return reverse("coaching:plan_page", args=[plan])
    return reverse("numbers:rep_numbers", args=[person]) if has_numbers else ""
