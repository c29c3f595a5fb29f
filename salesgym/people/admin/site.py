"""The admin site: people, teams and other set-up, for site admins only."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesgym.people.models import User


class SetUpSite(AdminSite):
    """Signs in on the same page as everybody else, so the same limits hold."""

    site_header = _("SalesGym set-up")
    site_title = _("SalesGym set-up")
    index_title = _("Set up")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, User) and request.user.is_site_admin

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:  # type: ignore[override] # the stub names a narrower answer
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
