"""Signing in. The page is allauth's; in the demo its people stand beside the form."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings

from salesgym.people.queries import directory


class SignIn(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sample = directory.sample_people() if settings.IS_DEMO else []
        return {**super().get_context_data(**kwargs), "sample_people": sample}


sign_in = SignIn.as_view()
