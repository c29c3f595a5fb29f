"""Signing in and out, by allauth's views; in the demo the sign-in page also lists the sample people."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from salesgym import hooks
from salesgym.people.pages.directory import line
from salesgym.people.queries import directory, set_up


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect to the first start while there is no person yet."""
        if set_up.is_empty():
            return redirect("people:start")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **(_sample() if settings.IS_DEMO else {})}


class SignOut(LogoutView):
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let the browser forget the pages it holds; what somebody typed is kept or erased by their own choice."""
        response: HttpResponse = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def _sample() -> dict[str, Any]:
    """The people of the sample: first those to begin with, each with a sentence, then everybody else."""
    lines = {one.user.pk: line(one) for one in directory.sample_people()}
    told = {pk: words for source in hooks.sample_people for pk, words in source().items() if pk in lines}
    return {
        "sample_people": [{"line": lines.pop(pk), "words": words} for pk, words in told.items()],
        "more_people": list(lines.values()),
    }


sign_out = SignOut.as_view()
sign_in = SignIn.as_view()
