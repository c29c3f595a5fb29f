"""One click turns off one kind of mail (RFC 8058): mail programs send the POST, people press a button."""

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from salesgym.errors import Refused
from salesgym.notices.actions import preference
from salesgym.notices.emails import read_unsubscribe_token
from salesgym.notices.pages.delivery import kind_label


@csrf_exempt  # mail programs have no session; the signed link says whose mail of which kind
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    try:
        person_id, kind = read_unsubscribe_token(token)
    except (BadSignature, ValueError, TypeError) as error:
        raise Http404 from error
    person = get_object_or_404(get_user_model(), pk=person_id)
    context = {"kind": kind_label(kind), "is_done": request.method == "POST", "refusal": ""}
    if request.method == "POST":
        try:
            preference.stop_email(person_id=person.pk, kind=kind)
        except Refused as refusal:
            context |= {"is_done": False, "refusal": str(refusal)}
    return render(request, "notices/unsubscribe/confirm.html", context)
