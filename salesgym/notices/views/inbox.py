"""The inbox: everything a person was told in the app."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from salesgym import clock
from salesgym.head import is_read
from salesgym.notices.actions import notice as notices
from salesgym.notices.models import Notice
from salesgym.notices.pages import inbox as pages
from salesgym.notices.queries import inbox as queries
from salesgym.web import UserRequest


@require_GET
def inbox(request: UserRequest) -> HttpResponse:
    page = queries.page(request.user, request.GET.get("page", 1))
    unread = queries.unread_count(request.user)
    days = pages.days(list(page), queries.told(request.user, list(page)))
    return render(request, "notices/inbox/list.html", {"page": page, "days": days, "unread": unread})


@require_GET
def open_notice(request: UserRequest, pk: int) -> HttpResponse:
    """Mark the notice as read and redirect to its page. Repeating it changes nothing."""
    notice = get_object_or_404(Notice.objects.of(request.user.pk), pk=pk)
    if is_read(request):
        notices.mark_read(notice=notice, at=clock.now())
    is_ours = url_has_allowed_host_and_scheme(notice.url, allowed_hosts={request.get_host()})
    if is_ours and not queries.may_open(notice, request.user):
        messages.info(request, _("This is no longer open to you. What you were told stays here."))
        return redirect("notices:inbox")
    return redirect(notice.url if is_ours else reverse("notices:inbox"))


@require_POST
def read_all(request: UserRequest) -> HttpResponse:
    notices.mark_all_read(person=request.user, at=clock.now())
    messages.success(request, _("All read"))
    return redirect("notices:inbox")
