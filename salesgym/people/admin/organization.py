"""Admin pages of the organization, its teams, job roles and holidays."""

from typing import Any

from django import forms
from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from salesgym import hooks
from salesgym.handoff import wake
from salesgym.people.models import AreaSwitch, Holiday, JobRole, Management, Membership, Organization, Team


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):
    """The organization's only row: it can be changed, not added or deleted."""

    list_display = ["name", "time_zone", "currency", "work_days"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not Organization.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class AreaSwitchForm(ModelForm):
    """A switch that is turned on only where nothing speaks against it."""

    def clean_is_on(self) -> bool:
        is_on: bool = self.cleaned_data["is_on"]
        why = next((why for ask in hooks.reasons_to_stay_off if (why := ask(self.instance.name))), "")
        if is_on and why:
            raise forms.ValidationError(why)
        return is_on


@admin.register(AreaSwitch)
class AreaSwitchAdmin(admin.ModelAdmin):
    """One switch for each area. Rows come with the areas: they can be changed, not added or deleted."""

    form = AreaSwitchForm
    list_display = ["name", "is_on"]
    list_editable = ["is_on"]
    readonly_fields = ["name"]
    ordering = ["name"]

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm]:
        return AreaSwitchForm

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ManagementInline(admin.TabularInline):
    model = Management
    extra = 0
    autocomplete_fields = ["person"]


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["person"]


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    list_display = ["name", "parent", "work_days"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    autocomplete_fields = ["parent"]
    inlines = [ManagementInline, MembershipInline]
    ordering = ["name"]

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list[Any], change: bool) -> None:
        """Wake the task that sums up teams, as members may have changed."""
        super().save_related(request, form, formsets, change)
        wake("membership", team_ids=[form.instance.pk])


@admin.register(JobRole)
class JobRoleAdmin(admin.ModelAdmin):
    """Ramp, commission and quota of everybody in this job who has no number of their own."""

    list_display = ["name", "ramp_weeks", "commission_rate", "quota", "quota_months"]
    search_fields = ["name"]
    ordering = ["name"]
    fieldsets = [
        (None, {"fields": ["name", "ramp_weeks", "commission_rate"]}),
        (
            _("Quota"),
            {
                "fields": ["quota", "quota_months"],
                "description": _(
                    "In the organization's currency, for a calendar month or quarter. A quota of somebody's own, "
                    "typed under Quotas or imported, comes before it. The ramp begins on the day somebody joined: "
                    "a period inside it has no quota, and one that it ends in has the share of the days after it. "
                    "Leave it empty and nothing is said."
                ),
            },
        ),
    ]


@admin.register(Holiday)
class HolidayAdmin(admin.ModelAdmin):
    list_display = ["day", "name", "team"]
    list_select_related = ["team"]
    list_filter = ["team"]
    ordering = ["day"]
