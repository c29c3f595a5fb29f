"""Admin pages of metrics and quotas, for site admins."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from salesgym.numbers.models import Metric, Quota


@admin.register(Metric)
class MetricAdmin(admin.ModelAdmin):
    """Names, words and order can be changed; how a metric is calculated cannot, once it exists."""

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
        """Key, kind and parts can only be set on new metrics, as stored numbers and plans depend on them."""
        return ["from_deals"] if obj is None else ["key", "kind", "numerator", "denominator", "from_deals"]

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """Offer only stored metrics as parts: a ratio of ratios is not possible."""
        return super().formfield_for_foreignkey(
            db_field, request, **{"queryset": Metric.objects.stored().order_by("position"), **kwargs}
        )

    def has_delete_permission(self, request: HttpRequest, obj: Metric | None = None) -> bool:
        return False


class QuotaForm(forms.ModelForm):
    class Meta:
        model = Quota
        fields = ["rep", "starts_on", "months", "amount"]
        help_texts = {
            "rep": _("They and their managers see it, nobody else does."),
            "starts_on": _("Any day of the first month. A quarter may begin with any month."),
            "amount": _("In the organization's currency. It counts as it is, in the ramp as well."),
        }

    def clean_starts_on(self) -> date:
        """The first day of the month: quotas are for whole months."""
        starts_on: date = self.cleaned_data["starts_on"]
        return starts_on.replace(day=1)


@admin.register(Quota)
class QuotaAdmin(admin.ModelAdmin):
    """A rep's own quota for a month or a quarter, where it is not imported."""

    form = QuotaForm
    list_display = ["rep", "starts_on", "months", "amount", "is_imported"]
    list_select_related = ["rep"]
    list_filter = ["months", "starts_on"]
    search_fields = ["rep__name", "rep__email"]
    autocomplete_fields = ["rep"]
    ordering = ["-starts_on", "rep__name", "pk"]

    @admin.display(boolean=True, description=_("imported"))
    def is_imported(self, quota: Quota) -> bool:
        return quota.origin_id is not None

    def save_model(self, request: HttpRequest, obj: Quota, form: forms.ModelForm, change: bool) -> None:
        """Clear `origin`: a typed quota must stay when the import that first brought it is undone."""
        obj.origin = None
        super().save_model(request, obj, form, change)
