"""Set-up of skills with their rubrics and drills, for site admins. Plans are not in the admin."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from plans.forms.rubric import RubricFormSet
from plans.models import Behavior, Drill, Skill


class BehaviorInline(admin.StackedInline):
    model = Behavior
    formset = RubricFormSet
    extra = 0
    ordering = ["position", "pk"]
    prepopulated_fields = {"key": ["name"]}

    def has_delete_permission(self, request: HttpRequest, obj: Skill | None = None) -> bool:
        """Never: scores refer to behaviors. Uncheck `is_active` to stop asking for one."""
        return False


class DrillInline(admin.StackedInline):
    model = Drill
    extra = 0
    ordering = ["position", "pk"]
    prepopulated_fields = {"key": ["name"]}
    show_change_link = False

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **options: Any
    ) -> ModelChoiceField | None:
        """A drill trains a behavior of its own skill."""
        if db_field.name == "behavior":
            skill = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
            options["queryset"] = Behavior.objects.asked().filter(skill=skill)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def has_delete_permission(self, request: HttpRequest, obj: Skill | None = None) -> bool:
        """Never: programmes and practice refer to drills. Uncheck `is_active` to stop offering one."""
        return False


@admin.register(Skill)
class SkillAdmin(admin.ModelAdmin):
    """Words, metric, order, rubric and drills may change; the key stays. Plans keep the metric they were signed with."""

    list_display = ["name", "funnel_stage", "metric", "is_active", "position"]
    list_filter = ["is_active"]
    search_fields = ["name", "key"]
    ordering = ["position", "pk"]
    prepopulated_fields = {"key": ["name"]}
    inlines = [BehaviorInline, DrillInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Skill | None = None) -> list[str]:
        return [] if obj is None else ["key"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Skill | None = None
    ) -> dict[str, Sequence[str]]:
        return {"key": ["name"]} if obj is None else {}

    def has_delete_permission(self, request: HttpRequest, obj: Skill | None = None) -> bool:
        """Never: plans refer to skills. Uncheck `is_active` to stop offering one."""
        return False
