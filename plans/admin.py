"""Set-up of skills and their drills, for site admins. Plans are not in the admin."""

from collections.abc import Sequence

from django.contrib import admin
from django.http import HttpRequest

from plans.models import Drill, Skill


class DrillInline(admin.StackedInline):
    model = Drill
    extra = 0
    ordering = ["position", "pk"]
    prepopulated_fields = {"key": ["name"]}
    show_change_link = False

    def has_delete_permission(self, request: HttpRequest, obj: Skill | None = None) -> bool:
        """Never: programmes and practice refer to drills. Uncheck `is_active` to stop offering one."""
        return False


@admin.register(Skill)
class SkillAdmin(admin.ModelAdmin):
    """Words, metric, order and drills may change; the key stays. Plans keep the metric they were signed with."""

    list_display = ["name", "funnel_stage", "metric", "is_active", "position"]
    list_filter = ["is_active"]
    search_fields = ["name", "key"]
    ordering = ["position", "pk"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [DrillInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Skill | None = None) -> list[str]:
        return [] if obj is None else ["key"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Skill | None = None
    ) -> dict[str, Sequence[str]]:
        return {"key": ["name"]} if obj is None else {}

    def has_delete_permission(self, request: HttpRequest, obj: Skill | None = None) -> bool:
        """Never: plans refer to skills. Uncheck `is_active` to stop offering one."""
        return False
