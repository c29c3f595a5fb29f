"""Metrics: what is measured about a rep, and whether higher or lower is better."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from salesgym.numbers.calculations.wording import Style

# Units in which twelve percent are 12, in lower case.
POINTS = frozenset(
    [
        *("%", "percent", "percentage", "per cent", "prozent", "pour cent", "por ciento"),
        *(
            "point",
            "points",
            "percentage points",
            "percent points",
            "pp",
            "pt",
            "pts",
            "punkte",
            "prozentpunkte",
        ),
    ]
)


# Wins of which an average knows enough: with an amount, with both days. Each is a part of all wins.
PART_OF = {"valued_wins": "wins", "timed_wins": "wins"}


class MetricQuerySet(models.QuerySet["Metric"]):
    def stored(self) -> "MetricQuerySet":
        """Metrics with stored weekly values; ratios and averages are calculated from these."""
        return self.filter(kind__in=[Metric.Kind.COUNT, Metric.Kind.MONEY])

    def typed(self) -> "MetricQuerySet":
        """Metrics that a person may type: stored, and not counted from deals."""
        return self.stored().filter(from_deals=False)


class Metric(models.Model):
    """A quantity per rep and week. Ratios and averages divide one metric by another and are not stored."""

    class Kind(models.TextChoices):
        COUNT = "count", _("count")
        MONEY = "money", _("money")
        RATIO = "ratio", _("ratio")
        AVERAGE = "average", _("average")

    class Control(models.TextChoices):
        ACTIVITY = "activity", _("the rep's own activity")
        SHARED = "shared", _("shared")
        BUYER = "buyer", _("the buyer decides")

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_phrase = models.CharField(
        _("short phrase"),
        max_length=40,
        blank=True,
        help_text=_("Reads after the number: 56 conversations a week, 25% become opps."),
    )
    hint = models.CharField(
        _("what counts"), max_length=160, blank=True, help_text=_("Read by whoever types this number.")
    )
    unit = models.CharField(
        _("unit"),
        max_length=40,
        blank=True,
        help_text=_(
            "What they are called: conversations, days. % for percent. An average without one is money."
        ),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    lower_is_better = models.BooleanField(_("lower is better"), default=False)
    control = models.CharField(
        _("who decides it"), max_length=8, choices=Control.choices, default=Control.SHARED
    )
    numerator = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("numerator"), related_name="+", null=True, blank=True
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("denominator"), related_name="+", null=True, blank=True
    )
    from_deals = models.BooleanField(_("follows from deals"), default=False)
    funnel_order = models.PositiveSmallIntegerField(
        _("place in the funnel"),
        null=True,
        blank=True,
        help_text=_("1 is the widest stage. Empty: not a stage."),
    )
    position = models.PositiveSmallIntegerField(_("order on pages"), default=100)

    objects = MetricQuerySet.as_manager()

    class Meta:
        verbose_name = _("metric")
        verbose_name_plural = _("metrics")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["count", "money", "ratio", "average"]), name="metric_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(control__in=["activity", "shared", "buyer"]), name="metric_control_is_known"
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind__in=["ratio", "average"], numerator__isnull=False, denominator__isnull=False)
                    | Q(kind__in=["count", "money"], numerator=None, denominator=None)
                ),
                name="ratios_have_two_parts_and_counts_none",
                violation_error_message=_(
                    "A ratio or average needs a numerator and a denominator; a count has neither."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_stored(self) -> bool:
        return self.kind in {self.Kind.COUNT, self.Kind.MONEY}

    @property
    def style(self) -> Style:
        """The format of this metric's values."""
        if self.kind == self.Kind.RATIO:
            return Style.SHARE
        if self.kind == self.Kind.MONEY or (self.kind == self.Kind.AVERAGE and not self.unit):
            return Style.MONEY
        return Style.PERCENT if self.unit == "%" else Style.PLAIN

    @property
    def is_in_points(self) -> bool:
        """Whether twelve percent of it are stored as 12, as its unit says."""
        return self.unit.strip().casefold() in POINTS

    @property
    def has_denominator(self) -> bool:
        return not self.is_stored

    def is_made_per(self, count: "Metric") -> bool:
        """Whether this ratio or average divides by this count, or by those of it that say enough for an average."""
        below = self.denominator
        return below is not None and count.key in {below.key, PART_OF.get(below.key)}
