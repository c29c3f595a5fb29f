"""Whatever a file holds, a guess is made and every line gives rows or a trouble; nothing else happens."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.columns.mapping import guess
from salesgym.numbers.calculations.importing.columns.saved import from_saved, to_saved
from salesgym.numbers.calculations.importing.layout import Kind, Line, Look
from salesgym.numbers.calculations.importing.rows.deals import deal_reader
from salesgym.numbers.calculations.importing.rows.quotas import quota_reader
from salesgym.numbers.calculations.importing.rows.values import value_reader
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary import columns as column_words
from tests.factories.exports import METRIC_NAMES
from tests.factories.files import column_of

KNOWN_NAMES = sorted(
    chain.from_iterable(names for words in column_words.WORDS.values() for names in words.values())
)
HEADERS = st.one_of(
    st.sampled_from(KNOWN_NAMES),
    st.sampled_from(["KW 45/2026", "11/2/2026", "2026-11-09", "Oct 2026", "Q4 2026", "31/12/9999", "W53 2025", "Meetings"]),
    st.text(max_size=12),
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "0", "1", "true", "Won", "Closed Lost", "Call", "Note", "Meetings", "Marcus Bell", "a@b.c", "x (a@b.c)",
         "2026-11-02", "11/12/2026", "31.12.2026", "0206-01-01", "2025-02-29", "KW 45/2026", "Q4 2026", "1.234", "1,5",
         "-5", "1e400", "25 %", "NaN", "'=1", "\u202e", "x" * 70]
    ),
    st.text(max_size=12),
)  # fmt: skip


@st.composite
def tables(draw):
    names = draw(st.lists(HEADERS, min_size=1, max_size=7, unique=True))
    row = st.tuples(*[CELLS] * len(names))
    return names, draw(st.lists(row, min_size=1, max_size=4))


def look(names, rows):
    columns = tuple(column_of(name, [row[place] for row in rows]) for place, name in enumerate(names))
    return Look("utf-8", True, ",", 1, columns, len(rows))


def read_all(layout, rows):
    match layout.kind:
        case Kind.DEALS:
            read = deal_reader(layout)
        case Kind.QUOTAS:
            read = quota_reader(layout)
        case _:
            read = value_reader(layout)
    for number, row in enumerate(rows, 2):
        try:
            read(Line(number, row))
        except Unreadable:
            continue


@given(tables(), st.sampled_from([None, *Kind]))
def test_any_file_is_guessed_and_read(table, kind):
    names, rows = table

    found = guess(look(names, rows), kind=kind, metric_names=METRIC_NAMES, time_zone="Europe/Berlin")

    assert len(found.layout.roles) == len(names)
    read_all(found.layout, rows)


@given(tables())
def test_a_certain_guess_stays_the_same_when_saved(table):
    names, rows = table
    first = look(names, rows)
    found = guess(first, metric_names=METRIC_NAMES, time_zone="Europe/Berlin")

    again = from_saved(
        first, to_saved(first, found.layout), metric_names=METRIC_NAMES, time_zone="Europe/Berlin"
    )

    if found.is_certain:
        assert again == found
    elif again:
        read_all(again.layout, rows)


@given(tables(), st.data())
def test_any_roles_a_person_chooses_are_read(table, data):
    names, rows = table
    kind = data.draw(st.sampled_from(list(Kind)))
    first = look(names, rows)
    found = guess(first, kind=kind, metric_names=METRIC_NAMES, time_zone="UTC")
    shuffled = tuple(data.draw(st.permutations(found.layout.roles)))
    saved = to_saved(first, found.layout) | {"roles": dict(zip(names, shuffled, strict=True)), "wide": ""}

    again = from_saved(first, saved, metric_names=METRIC_NAMES, time_zone="UTC")

    if again:
        read_all(again.layout, rows)
