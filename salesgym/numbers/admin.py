"""Set-up of metrics, for site admins."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from salesgym.numbers.models import Metric


@admin.register(Metric)
class MetricAdmin(admin.ModelAdmin):
    """Names, words and order may change; what a metric is made of stays once it is in use."""

    list_display = ["name", "key", "kind", "from_deals", "lower_is_better", "funnel_order", "position"]
    list_display_links = ["name"]
    list_filter = ["kind", "from_deals"]
    search_fields = ["name", "key"]
    ordering = ["position", "pk"]
    fieldsets = [
        (None, {"fields": ["name", "key", "short_phrase", "unit", "hint"]}),
        (_("What it is"), {"fields": ["kind", "numerator", "denominator", "lower_is_better", "control"]}),
        (_("Where it stands"), {"fields": ["position", "funnel_order", "from_deals"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Metric | None = None) -> list[str]:
        """History and plans point at the key, the kind and the parts: they are for new metrics."""
        return ["from_deals"] if obj is None else ["key", "kind", "numerator", "denominator", "from_deals"]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """A ratio is one stored number over another, never a ratio of ratios."""
        return super().formfield_for_foreignkey(
            db_field, request, **{"queryset": Metric.objects.stored().order_by("position"), **kwargs}
        )

    def has_delete_permission(self, request: HttpRequest, obj: Metric | None = None) -> bool:
        return False
