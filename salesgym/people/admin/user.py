"""Admin pages of people. People choose their own passwords: site admins can only send them a link."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from salesgym import clock
from salesgym.notices.queries.way import way
from salesgym.people.actions import invitation
from salesgym.people.models import User, UserQuerySet
from salesgym.people.pages import invitations as pages


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "job_role", "is_in", "is_active", "is_staff", "is_hr_partner"]
    list_filter = ["is_active", "is_staff", "is_hr_partner", "job_role"]
    list_select_related = ["job_role"]
    search_fields = ["name", "email"]
    ordering = ["name"]
    actions = ["send_link"]
    filter_horizontal = ["hr_teams"]
    fieldsets = [
        (None, {"fields": ["name", "email", "time_zone"]}),
        (gettext_lazy("Work"), {"fields": ["job_role", "joined_on", "commission_rate"]}),
        (gettext_lazy("Rights"), {"fields": ["is_active", "is_staff", "is_hr_partner", "hr_teams"]}),
    ]

    @admin.display(description=gettext_lazy("has joined"), boolean=True)
    def is_in(self, person: User) -> bool:
        return person.has_usable_password()

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Never: records refer to people, so they are deactivated, not deleted."""
        return False

    @admin.action(description=gettext_lazy("Send a link to choose a password"))
    def send_link(self, request: HttpRequest, queryset: UserQuerySet) -> None:
        """Send an invitation to those without a password, and a link to a new password to the others."""
        sent = 0
        for person in queryset.active():
            if person.has_usable_password():
                form = ResetPasswordForm({"email": person.email})
                if form.is_valid():
                    form.save(request)
            else:
                invitation.invite(person=person, by=_by(request), at=clock.now())
            sent += 1
        messages.success(request, pages.links_sent(sent, way()))


def _by(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
