"""What good looks like in a job role: read by its people, written by their managers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from salesgym import clock
from salesgym.errors import Refused
from salesgym.people.actions import role_guide as actions
from salesgym.people.actions.role_guide import GuideChanged
from salesgym.people.forms.role_guide import RoleGuideForm, written
from salesgym.people.models import JobRole, RoleGuide
from salesgym.people.models.role_guide import TEXTS
from salesgym.people.queries import role_guide as queries
from salesgym.web import UserRequest, or_404, require, way_back

CONFLICT = 409


@require_GET
def role_guide(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(queries.seen_role(request.user, pk))
    versions = queries.versions(seen.role)
    context = {
        "role": seen.role,
        "may_write": seen.may_write,
        "guide": versions[0] if versions else None,
        "earlier": versions[1:],
    }
    return render(request, "people/role_guide/guide.html", context)


@require_http_methods(["GET", "POST"])
def edit_role_guide(request: UserRequest, pk: int) -> HttpResponse:
    seen = or_404(queries.seen_role(request.user, pk))
    require(seen.may_write)
    if request.method == "GET":
        form = RoleGuideForm(initial=written(queries.newest(seen.role.pk)))
        return _show(request, seen.role, form, back=request.GET.get("next", ""))
    back, form, newer = request.POST.get("next", ""), RoleGuideForm(request.POST), None
    if form.is_valid():
        texts = {name: form.cleaned_data[name] for name in TEXTS}
        number = form.cleaned_data["number"]
        try:
            actions.write(role=seen.role, by=request.user, at=clock.now(), number=number, texts=texts)
        except GuideChanged as refusal:
            newer = refusal.guide
            form.add_error(None, str(refusal))
            # The next press goes over the version that is shown now.
            form.data = {**request.POST.dict(), "number": str(newer.number)}
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. Everybody in this role reads it."))
            return redirect(way_back(request, reverse("people:role_guide", args=[pk])))
    return _show(request, seen.role, form, back=back, newer=newer)


def _show(
    request: UserRequest, role: JobRole, form: RoleGuideForm, *, back: str, newer: RoleGuide | None = None
) -> HttpResponse:
    context = {"role": role, "form": form, "newer": newer, "next": back}
    return render(request, "people/role_guide/edit.html", context, status=CONFLICT if newer else 200)
