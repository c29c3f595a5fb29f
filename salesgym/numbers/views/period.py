"""The period in a page's query string, and links to other periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from salesgym.numbers.calculations.weeks import period as periods
from salesgym.numbers.calculations.weeks.period import DATES, USUAL, NotAPeriod, Period, Preset, Trouble

OWN_KEYS = ("period", "from", "to", "page")


@dataclass(frozen=True, slots=True)
class PeriodLink:
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """The weeks to show, an error about the dates if there is one, and what the period form needs."""

    period: Period
    trouble: str
    from_text: str
    to_text: str
    links: tuple[PeriodLink, ...]
    kept: tuple[tuple[str, str], ...]

    @property
    def is_by_dates(self) -> bool:
        return self.period.key == DATES

    @property
    def label(self) -> str:
        """These weeks in a word or two: 13 weeks, This quarter, 2 Mar to 12 Apr."""
        if self.is_by_dates:
            days = {"first": self.period.first, "last": self.period.ends_on}
            return _("%(first)s to %(last)s") % {name: date_format(day, "j M") for name, day in days.items()}
        return next((link.label for link in self.links if link.is_current), _("13 weeks"))

    @property
    def query(self) -> dict[str, str]:
        """The query parameters of this period; empty for the default one."""
        if self.is_by_dates:
            return {"from": self.from_text, "to": self.to_text}
        return {} if self.period.key == USUAL else {"period": self.period.key}


def asked(query: QueryDict, *, on: date) -> Asked:
    """The period of a query string; the default where it has none, and with an error where it is invalid."""
    from_text, to_text = query.get("from", "").strip(), query.get("to", "").strip()
    trouble, found = "", _preset(query.get("period", ""), on=on)
    if from_text or to_text:
        try:
            found = periods.between(_day(from_text), _day(to_text), on=on)
        except NotAPeriod as problem:
            trouble = _sentence(problem.trouble)
    kept = tuple((key, value) for key, values in query.lists() if key not in OWN_KEYS for value in values)
    links = tuple(_links(kept, current="" if trouble else found.key))
    return Asked(found, trouble, from_text[:40], to_text[:40], links, kept)


def _preset(key: str, *, on: date) -> Period:
    return periods.preset(Preset(key) if key in set(Preset) else USUAL, on=on)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotAPeriod(Trouble.NOT_A_DATE) from error


def _sentence(trouble: Trouble) -> str:
    said: Mapping[Trouble, str] = {
        Trouble.NOT_A_DATE: _("Give both days, as year-month-day: 2026-01-31."),
        Trouble.BACKWARDS: _("The first day comes after the last one. Change one of them."),
        Trouble.NOT_OVER: _("No week of these days is over yet. Choose an earlier first day."),
        Trouble.TOO_LONG: _("These days are more than three years apart. Choose them closer together."),
    }
    return said[trouble]


def _links(kept: tuple[tuple[str, str], ...], *, current: str) -> list[PeriodLink]:
    labels = {
        Preset.FOUR: _("4 weeks"),
        Preset.THIRTEEN: _("13 weeks"),
        Preset.TWENTY_SIX: _("26 weeks"),
        Preset.FIFTY_TWO: _("52 weeks"),
        Preset.QUARTER: _("This quarter"),
        Preset.LAST_QUARTER: _("Last quarter"),
    }
    return [
        PeriodLink(label, f"?{urlencode([*kept, ('period', key.value)])}", key == current)
        for key, label in labels.items()
    ]
