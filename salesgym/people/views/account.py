"""Signing in. The page is allauth's; in the demo its people stand beside the form."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from salesgym.people.queries import directory, set_up


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """While nobody is here, nobody can sign in: the first start comes first."""
        if set_up.is_empty():
            return redirect("people:start")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sample = directory.sample_people() if settings.IS_DEMO else []
        return {**super().get_context_data(**kwargs), "sample_people": sample}


sign_in = SignIn.as_view()
