"""Which currency an amount is in, by the sign or code in its cell and by the column of currencies."""

import re
from functools import lru_cache

from salesgym.numbers.calculations.importing.cells.number import BARE
from salesgym.numbers.calculations.importing.layout import key_of

KEPT = 20_000
# A text that names a currency which nobody here knows: the code that ISO 4217 has for none.
UNKNOWN = "XXX"
CODE = re.compile(r"[A-Za-z]{3}", re.ASCII)
# A sign of several currencies means the one of the organization where it is among them, else the first.
SEVERAL = {
    "$": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "MXN", "TWD", "ARS", "CLP", "COP", "UYU"),
    "¥": ("JPY", "CNY"),
    "£": ("GBP", "EGP"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "rs": ("INR", "PKR", "LKR"),
    "₨": ("PKR", "INR", "LKR"),
    "lei": ("RON",),
    "fr": ("CHF",),
}
SIGNS = {
    "€": "EUR", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₫": "VND", "₴": "UAH", "₺": "TRY", "₦": "NGN",
    "₱": "PHP", "฿": "THB", "₡": "CRC", "₲": "PYG", "₵": "GHS", "₸": "KZT", "₼": "AZN", "₾": "GEL", "¢": "USD",
    "zł": "PLN", "kč": "CZK", "ft": "HUF", "us$": "USD", "ca$": "CAD", "c$": "CAD", "au$": "AUD", "a$": "AUD",
    "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "mx$": "MXN", "nt$": "TWD", "r$": "BRL",
}  # fmt: skip
NAMES = {
    "dollar": "$", "dollars": "$", "peso": "MXN", "us dollar": "USD", "u.s. dollar": "USD", "us-dollar": "USD",
    "canadian dollar": "CAD", "australian dollar": "AUD", "new zealand dollar": "NZD", "singapore dollar": "SGD",
    "hong kong dollar": "HKD", "euro": "EUR", "euros": "EUR", "pound": "£", "pounds": "£", "pound sterling": "GBP",
    "british pound": "GBP", "yen": "JPY", "japanese yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "swiss franc": "CHF", "schweizer franken": "CHF", "swedish krona": "SEK", "norwegian krone": "NOK",
    "danish krone": "DKK", "indian rupee": "INR", "rupee": "rs", "mexican peso": "MXN", "brazilian real": "BRL",
    "zloty": "PLN", "polish zloty": "PLN",
}  # fmt: skip


@lru_cache(maxsize=KEPT)
def in_cell(text: str, own: str) -> str:
    """The code of the currency whose sign or code stands beside the digits of an amount; "" without one."""
    left = text.translate(BARE).strip()
    return "" if left.casefold() in ("", "e") else _code(left, own)


@lru_cache(maxsize=KEPT)
def in_column(text: str, own: str) -> str:
    """The code of the currency that a cell of the column of currencies names; "" for an empty cell."""
    name = key_of(text)
    if not name:
        return ""
    # Zoho and others write the code beside the name: "US Dollar - USD".
    if " - " in name or "(" in name:
        parts = [part.strip(" ()") for part in re.split(r" - |\(", text)]
        name = next((part for part in parts if CODE.fullmatch(part)), name)
    return _code(NAMES.get(key_of(name), name), own)


def _code(text: str, own: str) -> str:
    sign = text.casefold().rstrip(".")
    if sign in SEVERAL:
        return own if own in SEVERAL[sign] else SEVERAL[sign][0]
    if sign in SIGNS:
        return SIGNS[sign]
    return text.upper() if CODE.fullmatch(text) else UNKNOWN
