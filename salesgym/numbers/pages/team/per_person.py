"""How a team's counts and money are worded: per person and week."""

from django.utils.translation import gettext as _

from salesgym.numbers.models import Metric


def per_person(metric: Metric) -> Metric:
    """An unsaved metric that words what one person brings in a week. A ratio is returned as it is."""
    if not metric.is_stored:
        return metric
    is_money = metric.kind == Metric.Kind.MONEY
    return Metric(
        pk=metric.pk,
        key=metric.key,
        name=_("%(metric)s, per person and week") % {"metric": metric.name},
        kind=Metric.Kind.AVERAGE,
        unit="" if is_money else metric.unit or metric.key,
        lower_is_better=metric.lower_is_better,
    )
