"""Numbers in words, for templates."""

from decimal import Decimal

from django import template

from salesgym.numbers.calculations.wording import in_words
from salesgym.numbers.models import Metric

register = template.Library()


@register.simple_tag
def number(
    value: Decimal | float | None, metric: Metric, currency: str = "USD", decimals: int | None = None
) -> str:
    """A value of this metric as people read it: 25.0%, $3,900, 56."""
    return in_words(value, metric.style, currency=currency, decimals=decimals)
