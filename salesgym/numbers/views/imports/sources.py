"""The page of a source of numbers, and bringing back a name that is left out of its files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from salesgym.numbers.actions.imports import file_owners
from salesgym.numbers.models import Source
from salesgym.numbers.permissions import can_import
from salesgym.numbers.queries.imports.source import source_page
from salesgym.web import UserRequest, not_found_unless


def _source_of(request: UserRequest, pk: int) -> Source:
    not_found_unless(can_import(request.user))
    return get_object_or_404(Source.objects.visible_to(request.user), pk=pk)


@require_GET
def source(request: UserRequest, pk: int) -> HttpResponse:
    found = source_page(_source_of(request, pk), reader=request.user, page=request.GET.get("page"))
    return render(request, "numbers/imports/source.html", {"page": found})


@require_POST
def bring_back(request: UserRequest, pk: int, name_pk: int) -> HttpResponse:
    of = _source_of(request, pk)
    name = get_object_or_404(of.aliases.filter(person=None), pk=name_pk)
    file_owners.bring_back(name)
    messages.success(request, _("The next file asks again who %(name)s is.") % {"name": name})
    return redirect("numbers:source", pk=of.pk)
