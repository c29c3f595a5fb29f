"""The admin site at /set-up/, for site admins only. A separate module, because every admin.py imports it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# Their admin pages are left out: roles are flags and dates here, and addresses are fields of people.
STRANGERS = {"auth", "account"}


class SetUpSite(AdminSite):
    """Sends people to the usual sign-in page, so that its rate limits hold here too."""

    site_header = _("SalesGym set-up")
    site_title = _("SalesGym set-up")
    index_title = _("Set up")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_site_admin", False))

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        """Register the models, without those of `STRANGERS`."""
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else list(model_or_iterable)
        wanted = [model for model in models if model._meta.app_label not in STRANGERS]
        super().register(wanted, admin_class, **options)
