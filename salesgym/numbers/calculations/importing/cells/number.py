"""Reads numbers as people and spreadsheets write them: currency signs, thousands marks, minus, percent."""

import re
from decimal import Decimal

from salesgym.numbers.calculations.importing.layout import DecimalMark
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable, shortened

LONGEST = 60
MOST = Decimal(10) ** 18
CODES = (
    "AED|ARS|AUD|BDT|BGN|BHD|BRL|CAD|CHF|CLP|CNY|COP|CRC|CZK|DKK|EGP|EUR|GBP|GEL|GHS|HKD|HUF|IDR|ILS|INR|ISK|"
    "JOD|JPY|KES|KRW|KWD|KZT|LKR|MAD|MXN|MYR|NGN|NOK|NZD|OMR|PEN|PHP|PKR|PLN|QAR|RON|RSD|RUB|SAR|SEK|SGD|THB|"
    "TND|TRY|TWD|TZS|UAH|UGX|USD|UYU|VND|XAF|XOF|ZAR"
)
WORDS = ("US", "CA", "AU", "NZ", "HK", "A", "C", "R", "S", "MX", "NT")
SIGNS = "€£¥₹₽₩₪₫₴₺₦₱฿₡₲₵₸₼₾₿¢"
NAMES = ("kr", "zł", "Kč", "Ft", "lei", "Rs", "Fr")
CURRENCY = rf"(?:{'|'.join(WORDS)})?\$|[{SIGNS}]|{CODES}|(?:{'|'.join(NAMES)})\.?"
SPACE = " \u00a0\u2007\u2009\u202f"
# A number with its signs, like "-$1,200.50", "(1 200,50 €)", "CHF 1'200.-" or "25 %".
WHOLE = re.compile(
    rf"(?:(?:{CURRENCY})[{SPACE}]*(?=\())?(?P<open>\()?[{SPACE}]*(?P<before>[-−–+])?[{SPACE}]*(?:(?:{CURRENCY})[{SPACE}]*)?"  # noqa: RUF001
    rf"(?P<inner>[-−–+])?[{SPACE}]*(?P<core>[.,]?\d(?:[\d.,'’{SPACE}]*\d)?(?:[eE][-+]?\d{{1,4}})?)"  # noqa: RUF001
    rf"(?:[.,][-–]?)?[{SPACE}]*(?P<percent>%)?[{SPACE}]*(?P<after>[-−–])?[{SPACE}]*(?:{CURRENCY})?"  # noqa: RUF001
    rf"[{SPACE}]*(?P<shut>\))?",
    re.IGNORECASE | re.ASCII,
)
# The form of most cells: plain digits, or digits around one mark.
PLAIN = re.compile(r"-?(?P<whole>\d+)(?:(?P<mark>[.,])(?P<part>\d+))?", re.ASCII)
# A quick first test: a number contains one short word at most.
ONE_WORD = re.compile(r"[^a-z]*(?:[a-z]{1,4}[^a-z]*)?", re.IGNORECASE)
# Removes digits, marks and signs; of a number one of LEFT remains.
BARE = str.maketrans("", "", "0123456789.,'’()+-−–%" + SPACE)  # noqa: RUF001
LEFT = frozenset(
    name.casefold()
    for name in ("", "e", "$", *(f"{word}$" for word in WORDS), *SIGNS, *CODES.split("|"), *NAMES)
)
MINUS = frozenset("-−–")  # noqa: RUF001
WIDE = str.maketrans("０１２３４５６７８９．，－％", "0123456789.,-%")  # noqa: RUF001


def _core(mark: str, other: str) -> re.Pattern[str]:
    """The pattern of digits with this decimal mark; thousands are groups of three behind one repeated mark."""
    group = rf"[{re.escape(other)}'’{SPACE}]"  # noqa: RUF001
    indian = rf"|[1-9]\d?(?:,\d\d)+,\d{{3}}" if mark == "." else ""  # noqa: F541
    return re.compile(
        rf"(?:(?:[1-9]\d{{0,2}}(?P<group>{group})\d{{3}}(?:(?P=group)\d{{3}})*{indian}|\d+)"
        rf"(?:{re.escape(mark)}\d*)?|{re.escape(mark)}\d+)(?:[eE][-+]?\d{{1,4}})?",
        re.ASCII,
    )


CORES = {DecimalMark.POINT: _core(".", ","), DecimalMark.COMMA: _core(",", ".")}
NOT_DIGITS = {
    DecimalMark.POINT: str.maketrans("", "", ",'’" + SPACE),  # noqa: RUF001
    DecimalMark.COMMA: str.maketrans(",", ".", ".'’" + SPACE),  # noqa: RUF001
}


def as_number(text: str, mark: DecimalMark, *, is_in_points: bool = False) -> Decimal:
    """The number in this cell, with this decimal mark; 25 % is the share 0.25, or 25 `is_in_points`.

    Raises Unreadable: NUMBER where it is no number (nor are NaN and Infinity), TOO_MUCH from 10**18 on.
    """
    found = written_number(text)
    core = found["core"] if found else ""
    if found is None or not CORES[mark].fullmatch(core):
        raise Unreadable(Trouble.NUMBER, text=shortened(text))
    value = Decimal(core.translate(NOT_DIGITS[mark]))
    if value and not -24 <= value.adjusted() < 18:
        raise Unreadable(Trouble.TOO_MUCH, text=shortened(text), most=f"{MOST:,}")
    if found["percent"] and not is_in_points:
        value = value.scaleb(-2)
    return -value if _is_negative(found) else value


def written_number(text: str) -> re.Match[str] | None:
    """The parts of a number with either decimal mark; None where it is no number."""
    text = text.strip()
    if not text.isascii():
        text = text.translate(WIDE)
    if len(text) > LONGEST or not ONE_WORD.fullmatch(text) or text.translate(BARE).casefold() not in LEFT:
        return None
    found = WHOLE.fullmatch(text)
    if found is None or bool(found["open"]) != bool(found["shut"]):
        return None
    signs = sum(bool(found[sign]) for sign in ("open", "before", "inner", "after"))
    return found if signs <= 1 else None


def marks_of(text: str) -> tuple[bool, bool]:
    """Whether this cell can be a number with a decimal point, and one with a decimal comma."""
    if len(text) < LONGEST and (plain := PLAIN.fullmatch(text)):
        mark, whole = plain["mark"], plain["whole"]
        if mark is None or (len(plain["part"]) == 3 and len(whole) <= 3 and whole[0] != "0"):
            return True, True
        return mark == ".", mark == ","
    found = written_number(text)
    if found is None:
        return False, False
    core = found["core"]
    return bool(CORES[DecimalMark.POINT].fullmatch(core)), bool(CORES[DecimalMark.COMMA].fullmatch(core))


def has_mark(text: str) -> bool:
    """Whether there is a point or a comma among the digits of this number."""
    found = written_number(text)
    return found is not None and ("." in found["core"] or "," in found["core"])


def _is_negative(found: re.Match[str]) -> bool:
    return bool(found["open"]) or any(found[sign] in MINUS for sign in ("before", "inner", "after"))
