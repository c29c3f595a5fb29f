"""The delivery page: site admins see the state of mails, never their text.

An account mail has a link that opens an account, and a reminder tells of a plan, so outside the demo
the preview shows sample words in the usual frame. In the demo all people are made up: it shows all.
"""

from csp.decorators import csp, csp_update
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from salesgym import clock, mail_files
from salesgym.notices.actions import outbox
from salesgym.notices.actions.again import retry_all as retry_all_mails
from salesgym.notices.actions.preview import preview
from salesgym.notices.models import Outbox
from salesgym.notices.pages import delivery as pages
from salesgym.notices.pages import installation as installation_pages
from salesgym.notices.permissions import can_watch_delivery
from salesgym.notices.queries import delivery as queries
from salesgym.notices.queries import installation
from salesgym.notices.queries.trouble import trouble
from salesgym.web import UserRequest

PREVIEW_POLICY = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "frame-ancestors": ["'self'"],
    "sandbox": [""],
}


def guard(request: UserRequest) -> None:
    """Answer 404 to everybody but site admins."""
    if not can_watch_delivery(request.user):
        raise Http404


@require_GET
def delivery(request: UserRequest) -> HttpResponse:
    guard(request)
    at = clock.now()
    end = queries.end_of(request.GET.get("state", ""))
    page = queries.page(end, request.GET.get("page", 1), at=at)
    found = trouble(at=at)
    context = {
        "trouble": found,
        "lost": pages.lost(found),
        "again": pages.again(**queries.many_to_try_again(at=at)),
        "tabs": pages.tabs(queries.counts(at=at), current=end, sends=not mail_files.folder()),
        "end": end,
        "page": page,
        "lines": [pages.line(mail) for mail in page],
        "asked": installation_pages.asked(installation.standing(), url=settings.SITE_URL),
        "mail_folder": mail_files.folder(),
    }
    return render(request, "notices/delivery/list.html", context)


@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type] # its stubs know no view with arguments
@require_GET
def delivery_mail(request: UserRequest, pk: int) -> HttpResponse:
    guard(request)
    mail = get_object_or_404(Outbox.objects.select_related("recipient"), pk=pk)
    at = clock.now()
    context = {
        "line": pages.line(mail),
        "sends": not mail_files.folder(),
        "words": preview(mail, at=at, is_open=settings.IS_DEMO),
        "is_sample": not settings.IS_DEMO,
        "can_retry": queries.can_go_again(at=at).filter(pk=mail.pk).exists(),
        "may_come_twice": mail.state == Outbox.State.UNKNOWN,
    }
    return render(request, "notices/delivery/mail.html", context)


@xframe_options_sameorigin
@csp(PREVIEW_POLICY)  # type: ignore[arg-type] # its stubs know no view with arguments
@require_GET
def preview_mail(request: UserRequest, pk: int) -> HttpResponse:
    """Only the mail's HTML, as a mail program shows it: its own styles, no scripts, no links."""
    guard(request)
    mail = get_object_or_404(Outbox.objects.select_related("recipient"), pk=pk)
    words = preview(mail, at=clock.now(), is_open=settings.IS_DEMO)
    return HttpResponse(words.html)


@require_POST
def retry_mail(request: UserRequest, pk: int) -> HttpResponse:
    guard(request)
    mail = get_object_or_404(Outbox, pk=pk)
    if outbox.retry(mail=mail, at=clock.now()):
        messages.success(request, _("It goes out again within a minute"))
    else:
        messages.error(request, _("This mail cannot go out again: it is on its way, or too late by now."))
    return redirect("notices:delivery_mail", pk=mail.pk)


@require_POST
def retry_all(request: UserRequest) -> HttpResponse:
    """Try again all mail that was given up or waits for its next attempt, and say how many."""
    guard(request)
    at = clock.now()
    count = retry_all_mails(at=at)
    if count:
        is_silent = trouble(at=at).silent_since is not None
        messages.success(request, pages.tried_again(count, is_silent=is_silent))
    else:
        messages.info(request, _("Nothing is left to try again."))
    return redirect("notices:delivery")
