"""A pipeline of a year as a CRM has it, and reports of it that leave something out."""

from datetime import date, timedelta

from tests.numbers.bringing import csv_of

HEADER = "Opportunity ID,Opportunity Owner,Stage,Amount,Created Date,Close Date"
# The same columns by other names, as another system has them.
OTHER_HEADER = "Deal ID,Deal owner,Deal stage,Amount,Create date,Close date"
FIRST, LAST = date(2026, 2, 2), date(2026, 11, 20)
OCTOBER = date(2026, 10, 5)


def deals(owner="Marcus Bell", system="P"):
    """One deal every third day, closed after 21 to 69 days: of seven closed ones three are won. A line for each."""
    lines = {}
    for number in range((LAST - FIRST).days // 3):
        opened = FIRST + timedelta(days=3 * number)
        closed = opened + timedelta(days=21 + 8 * (number % 7))
        stage = "Prospecting" if closed > LAST else "Closed Won" if number * 3 % 7 < 3 else "Closed Lost"
        shown = "" if stage == "Prospecting" else closed.isoformat()
        key = (stage, opened, None if stage == "Prospecting" else closed)
        lines[f"{system}{number}"] = (
            key,
            f"{system}{number},{owner},{stage},100,{opened.isoformat()},{shown}",
        )
    return lines


def report(keep=lambda stage, opened, closed: True, *, header=HEADER, **of):
    """The file of the deals that pass a filter."""
    return csv_of(header, *(line for key, line in deals(**of).values() if keep(*key)))


def won_only(stage, _opened, _closed):
    return stage == "Closed Won"


def lost_only(stage, _opened, _closed):
    return stage == "Closed Lost"


def decided_only(stage, _opened, _closed):
    return stage != "Prospecting"


def since_october(_stage, _opened, closed):
    return closed is None or closed >= OCTOBER
