"""Reads days as people and spreadsheets write them: any order, month names, times, Excel's day numbers."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import product
from zoneinfo import ZoneInfo

from salesgym.numbers.calculations.importing.cells.number import SPACE, WIDE
from salesgym.numbers.calculations.importing.layout import DateOrder
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable, shortened

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST = 60
# Two-digit years up to this one are in this century, later ones in the last.
LAST_SHORT_YEAR = 69
# Day 0 of Excel's day numbers, two days off because Excel takes 1900 for a leap year.
EXCEL_START = date(1899, 12, 30)

MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari",
    "february feb februar février fevrier févr fevr fév febrero febbraio fevereiro fev februari",
    "march mar märz maerz mär mrz mars marzo março marco maart mrt",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag maio mei maj",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août aout aoû agosto ago augustus augusti",
    "september sep sept septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro",
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS, 1) for name in names.split()}

TIME = (
    r"(?:[T,]?\s*(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<offset>Z|UTC|GMT|(?:UTC|GMT)?[-+]\d{2}:?\d{2}|[-+]\d{2})?)?"
)
WEEKDAY = r"(?:[^\W\d]{2,10}\.?,?\s+)?"
YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){TIME}", re.I)
COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)")
IN_DOUBT = re.compile(
    rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])\s?(?P<second_part>\d{{1,2}})(?P=mark)\s?(?P<year>\d{{4}}|\d{{2}}){TIME}",
    re.I,
)
DAY_NAMED = re.compile(
    rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de\s+|of\s+)?(?P<name>[^\W\d]{{3,10}})"
    rf"[.,]?[\s-]*(?:de\s+|del\s+)?(?P<year>\d{{4}}|\d{{2}}){TIME}",
    re.I,
)
MONTH_NAMED = re.compile(
    rf"{WEEKDAY}(?P<name>[^\W\d]{{3,10}})\.?[\s-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|[\s-]+)(?P<year>\d{{4}}){TIME}",
    re.I,
)
SERIAL = re.compile(r"(?P<days>\d{5})(?:\.\d+)?", re.ASCII)

WHOLE_NUMBERS = (SERIAL, COMPACT)
IN_DIGITS = (YEAR_FIRST, IN_DOUBT, SERIAL)
NAMED = (DAY_NAMED, MONTH_NAMED)
# A quick first test: a day or a year with another number behind it.
TWO_NUMBERS = re.compile(r"\D{0,25}(?:\d{1,2}|\d{4,5})\D.*\d")
# Removes digits and signs; of a date one of LEFT remains.
BARE = str.maketrans("", "", "0123456789-/.:,+º" + SPACE)
LEFT = frozenset(map("".join, product(("", "t", "at"), ("", "am", "pm"), ("", "z", "utc", "gmt"))))
MONTH_STARTS = frozenset(name[:3] for name in MONTH_OF)


def as_day(text: str, order: DateOrder, time_zone: str) -> date:
    """The day in this cell. A time with an offset from UTC is converted to the given time zone.

    Raises Unreadable: DATE where it is no date, YEAR outside 1990 to 2100.
    """
    found = written_day(text)
    if found is None:
        raise Unreadable(Trouble.DATE, text=shortened(text))
    if found.re is SERIAL:
        return _within_years(EXCEL_START + timedelta(days=int(found["days"])), text)
    try:
        day = _day(found, order)
        day = _in_zone(day, found, time_zone) if "hour" in found.re.groupindex and found["hour"] else day
    except (ValueError, OverflowError) as error:
        raise Unreadable(_trouble(found), text=shortened(text)) from error
    return _within_years(day, text)


def written_day(text: str) -> re.Match[str] | None:
    """The parts of a date or of an Excel day number; the pattern that matched tells its form. None if neither."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return None
    if not text.isascii():
        text = text.translate(WIDE)
    if not TWO_NUMBERS.match(text):
        return _first_fit(text, WHOLE_NUMBERS)
    left = text.translate(BARE).casefold()
    if left in LEFT:
        return _first_fit(text, IN_DIGITS)
    if not any(left[at : at + 3] in MONTH_STARTS for at in range(len(left) - 2)):
        return None
    found = _first_fit(text, NAMED)
    return found if found and found["name"].casefold() in MONTH_OF else None


def _first_fit(text: str, forms: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    return next((found for form in forms if (found := form.fullmatch(text))), None)


def orders_of(text: str) -> tuple[bool, bool, bool]:
    """Whether this cell can be a date with the month first, with the day first, or is unambiguous.

    Excel's day numbers are plain numbers, so they give False for all three.
    """
    found = written_day(text)
    if found is None or found.re is SERIAL or found.re is COMPACT:
        return False, False, False
    if found.re is not IN_DOUBT:
        return False, False, True
    first, second = int(found["first"]), int(found["second_part"])
    month_first, day_first = 1 <= first <= 12 and 1 <= second <= 31, 1 <= second <= 12 and 1 <= first <= 31
    # Dates with points have the day first.
    return month_first and not (day_first and found["mark"] == "."), day_first, False


def differs(text: str) -> bool:
    """Whether a date that reads in both orders is another day in each: 3/4/2026 is, 3/3/2026 is not."""
    found = written_day(text)
    return found is not None and found.re is IN_DOUBT and int(found["first"]) != int(found["second_part"])


def _day(found: re.Match[str], order: DateOrder) -> date:
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year <= LAST_SHORT_YEAR else 1900
    if found.re is IN_DOUBT:
        first, second = int(found["first"]), int(found["second_part"])
        return date(year, first, second) if order is DateOrder.MONTH_FIRST else date(year, second, first)
    if "name" in found.re.groupindex:
        return date(year, MONTH_OF[found["name"].casefold()], int(found["day"]))
    return date(year, int(found["month"]), int(found["day"]))


def _in_zone(day: date, found: re.Match[str], time_zone: str) -> date:
    """The day in the time zone; without an offset the day as written."""
    hour, half = int(found["hour"]), (found["half"] or "").casefold()[:1]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "p" else 0)
    midnight_after = hour == 24 and int(found["minute"]) == 0
    moment = datetime(day.year, day.month, day.day, 0 if midnight_after else hour, int(found["minute"]),
                      min(int(found["second"] or 0), 59), tzinfo=_offset(found["offset"]))  # fmt: skip
    moment += timedelta(days=midnight_after)
    return moment.astimezone(_zone(time_zone)).date() if found["offset"] else moment.date()


def _offset(text: str | None) -> timezone:
    digits = re.sub(r"[^-+\d]", "", text or "")
    if not digits:
        return UTC
    span = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:5] or 0))
    return timezone(-span if digits[0] == "-" else span)


@lru_cache(maxsize=16)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _trouble(found: re.Match[str]) -> Trouble:
    return Trouble.YEAR if int(found["year"]) == 0 and len(found["year"]) == 4 else Trouble.DATE


def _within_years(day: date, text: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(Trouble.YEAR, text=shortened(text))
    return day
