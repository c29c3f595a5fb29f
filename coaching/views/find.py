"""Find people, plans, drills, pages and what one can do, by a word of their names."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from coaching.pages import find as pages
from coaching.queries import find as queries
from coaching.views.shell import facts_of
from salesgym.web import UserRequest

LONGEST = 100


@require_GET
def find(request: UserRequest) -> HttpResponse:
    """What was found. The only thing that has exactly this name opens at once."""
    words = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    facts = queries.find_facts(request.user, words)
    groups = pages.groups(words, facts, facts_of(request), request.user)
    if words and (url := pages.called_so(words, groups)):
        return redirect(url)
    return render(request, "coaching/find/page.html", {"words": words, "groups": groups, "longest": LONGEST})
