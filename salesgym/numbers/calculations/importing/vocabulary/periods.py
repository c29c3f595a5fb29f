"""Reads weeks, months and quarters as people write them: "KW 45/2026", "Week of 11/2/2026", "Q4 2026"."""

import re
from datetime import date, timedelta

from salesgym.numbers.calculations.weeks.calendar import monday

FIRST_YEAR, LAST_YEAR = 1990, 2100
MONTH, QUARTER = 1, 3
# The first day and the number of months.
Period = tuple[date, int]

_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_WEEK_WORD = r"(?:weeks?|wk|w|kw|cw|woche|kalenderwoche|semaine|sem|s|semana)"
_WEEK = r"0?(?P<week>[1-9]|[1-4]\d|5[0-3]|0[1-9])"
WEEK_FORMS = (
    re.compile(rf"{_WEEK_WORD}[ .#-]*{_WEEK}[ ,./'-]*(?:of |de |in )?{_YEAR}"),
    re.compile(rf"{_YEAR}[ ,./-]*{_WEEK_WORD}[ .-]*{_WEEK}"),
)
BARE_WEEK = re.compile(rf"(?:(?P<word>{_WEEK_WORD})[ .#-]*)?{_WEEK}")
WEEK_OF = re.compile(
    r"^(?:week (?:of|from|starting|beginning|commencing)|week|wk of|w/c|wc|woche vom|woche ab|semaine du|semana del?)[ :]+",
    re.IGNORECASE,
)
WEEK_UNTIL = re.compile(
    r"^(?:week (?:end|ending|until|to)|w/e|woche bis|semaine se terminant le)[ :]+", re.IGNORECASE
)
QUARTER_FORMS = (
    re.compile(rf"(?:q|quarter |quartal |trimestre |t)[ -]?(?P<quarter>[1-4])[ ,./'-]*{_YEAR}"),
    re.compile(rf"{_YEAR}[ ,./-]*(?:q|quarter |quartal |trimestre |t)[ -]?(?P<quarter>[1-4])"),
    re.compile(rf"(?P<quarter>[1-4])[.]?[ ]?(?:q|quartal|trimestre)[ ,./'-]*{_YEAR}"),
)
MONTH_FORMS = (
    re.compile(rf"{_YEAR}[ ./-](?P<month>0?[1-9]|1[0-2])"),
    re.compile(rf"(?P<month>0?[1-9]|1[0-2])[ ./-]{_YEAR}"),
)
NAMED_FORMS = (
    re.compile(rf"(?P<name>[^\W\d]+)\.?[ ,./'-]*(?:de |del )?{_YEAR}"),
    re.compile(rf"{_YEAR}[ ,./-]*(?P<name>[^\W\d]+)\.?"),
    re.compile(r"(?P<name>[^\W\d]+)\.?[ /'’-]+(?P<short>\d\d)"),  # noqa: RUF001 - Excel's Oct-26
)
MONTH_NAMES = (
    "january jan januar jänner janvier janv enero ene",
    "february feb februar februar février fevrier févr fév febrero",
    "march mar märz marz mär mrz mars marzo",
    "april apr avril avr abril abr",
    "may mai mayo",
    "june jun juni juin junio",
    "july jul juli juillet juil julio",
    "august aug août aout agosto ago",
    "september sep sept septembre septiembre",
    "october oct oktober okt octobre octubre",
    "november nov novembre noviembre",
    "december dec dezember dez décembre decembre déc diciembre dic",
)
MONTH_OF = {name: place for place, names in enumerate(MONTH_NAMES, 1) for name in names.split()}


def week_of(text: str) -> date | None:
    """The Monday of a week that is written with its ISO 8601 number; None otherwise."""
    key = _plain(text)
    for form in WEEK_FORMS:
        if found := form.fullmatch(key):
            try:
                return date.fromisocalendar(int(found["year"]), int(found["week"]), 1)
            except ValueError:
                return None
    return None


def bare_week(text: str, *, is_named: bool = False) -> int | None:
    """The number of a week without its year, like 37 or KW 37, with `is_named` only the latter; None otherwise."""
    found = BARE_WEEK.fullmatch(_plain(text))
    return int(found["week"]) if found and (found["word"] or not is_named) else None


def week_in_year(week: int, year: int, first_week: int) -> date | None:
    """The Monday of a week; one below `first_week`, which is of that year, is of the next. None where it has none."""
    try:
        return date.fromisocalendar(year + (week < first_week), week, 1)
    except ValueError:
        return None


def without_week_words(text: str) -> str:
    """The text without words for "week of", so "11/2/2026" of "Week of 11/2/2026"."""
    return WEEK_OF.sub("", WEEK_UNTIL.sub("", text.strip()))


def is_week_end(text: str) -> bool:
    """Whether a header like "Week ending 11/8/2026" names the last day of its weeks."""
    return bool(WEEK_UNTIL.match(text.strip()))


def period_of(text: str) -> Period | None:
    """First day and number of months of a written month or quarter; None for others, also for plain dates."""
    key = _plain(text)
    for form in QUARTER_FORMS:
        if found := form.fullmatch(key):
            return date(int(found["year"]), int(found["quarter"]) * 3 - 2, 1), QUARTER
    for form in MONTH_FORMS:
        if found := form.fullmatch(key):
            return date(int(found["year"]), int(found["month"]), 1), MONTH
    return _named_month(key)


def period_around(day: date, months: int) -> Period:
    """The month or quarter that contains a day, as first day and number of months."""
    first = day.month - (day.month - 1) % months
    return date(day.year, first, 1), months


def spanning(period: Period, month_span: int) -> Period:
    """The quarter that a month stands for, where `month_span` is 3 and not 0."""
    day, months = period
    return (day, month_span) if months == MONTH and month_span else period


def week_start(day: date, *, is_sunday_start: bool) -> date:
    """The Monday of a day's week. With `is_sunday_start` a Sunday belongs to the week after it."""
    return monday(day + timedelta(days=1)) if is_sunday_start else monday(day)


def _named_month(key: str) -> Period | None:
    for form in NAMED_FORMS:
        if (found := form.fullmatch(key)) and (month := MONTH_OF.get(found["name"])):
            groups = found.groupdict()
            year = int(groups["year"]) if groups.get("year") else 2000 + int(groups["short"])
            return date(year, month, 1), MONTH
    return None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
