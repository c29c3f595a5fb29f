import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salesgym.numbers.calculations.importing.files import table
from salesgym.numbers.calculations.importing.trouble import Trouble, Unreadable

GOOD = "Owner,Stage,Amount\nDana,Won,10.50\nMarcus,Lost,20\n"


def read(content, **options):
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    look = table.look(file, **options)
    return look, list(table.lines(file, look))


def cells(content, **options):
    return [line.cells for line in read(content, **options)[1]]


def trouble(content, **options):
    with pytest.raises(Unreadable) as problem:
        read(content, **options)
    return problem.value.trouble, problem.value.details.get("line")


@pytest.mark.parametrize(
    ("encoding", "name", "is_certain"),
    [
        ("utf-8", "utf-8", True),
        ("utf-8-sig", "utf-8", True),
        ("utf-16", "utf-16", True),
        ("utf-16-le", "utf-16-le", True),
        ("utf-16-be", "utf-16-be", True),
        ("utf-32", "utf-32", True),
        ("windows-1252", "windows-1252", False),
    ],
)
def test_the_encoding_is_found(encoding, name, is_certain):
    look, lines = read("Owner,Amount\nRené Müller,5 €\n".encode(encoding))

    assert (look.encoding, look.is_encoding_certain) == (name, is_certain)
    assert lines[0].cells == ("René Müller", "5 €")


def test_a_chosen_encoding_is_taken():
    look, lines = read("Owner,Amount\nŁukasz,5\n".encode("windows-1250"), encoding="windows-1250")

    assert (look.encoding, look.is_encoding_certain) == ("windows-1250", True)
    assert lines[0].cells[0] == "Łukasz"
    assert trouble(GOOD, encoding="klingon")[0] is Trouble.ENCODING
    assert trouble("Owner,Amount\nA,1\nRené,5\n".encode("latin-1"), encoding="utf-8") == (
        Trouble.ENCODING,
        "3",
    )


def test_a_file_of_two_encodings_names_the_line():
    content = "Owner,Amount\nJosé,1\nZoë,2\n".encode() + "René,3\n".encode("latin-1")

    assert trouble(content) == (Trouble.MIXED_ENCODING, "4")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_and_line_ends_are_found(separator, end):
    text = end.join(separator.join(row) for row in [["Owner", "Stage", "Amount"], ["Dana", "Won", "1"]])

    look, lines = read(text)

    assert look.separator == separator
    assert [(line.number, line.cells) for line in lines] == [(2, ("Dana", "Won", "1"))]


def test_decimal_commas_do_not_pass_for_separators():
    look, lines = read("Name;A;B;C\n" + "Dana;1,5;2,5;3,5\n" * 5)

    assert (look.separator, look.header_line) == (";", 1)
    assert lines[0].cells == ("Dana", "1,5", "2,5", "3,5")


def test_the_separator_excel_names_in_the_first_line_is_taken():
    look, lines = read("sep=;\nOwner;Amount\nDana;1,5\n")

    assert (look.separator, look.header_line, lines[0].number) == (";", 2, 3)


def test_single_quotes_are_quotes_where_all_lines_have_them():
    assert cells("'Owner','Amount'\n'Bell, Dana','5'\n'O''Neil','6'\n") == [
        ("Bell, Dana", "5"),
        ("O'Neil", "6"),
    ]


def test_titles_above_the_header_are_passed_over():
    look, lines = read("Pipeline 2026\nReport generated, 3 November\n\n" + GOOD)

    assert (look.header_line, look.names) == (4, ("Owner", "Stage", "Amount"))
    assert [line.number for line in lines] == [5, 6]


def test_a_header_line_may_be_chosen():
    look, _ = read("Owner,Stage,Amount\n" + GOOD, header_line=2)

    assert (look.header_line, look.lines) == (2, 2)
    assert trouble(GOOD, header_line=9)[0] is Trouble.ONE_COLUMN


def test_weeks_may_be_names_of_columns():
    look, _ = read("Rep,Metric,2026-11-02,2026-11-09\nDana,Calls,40,45\nMarcus,Calls,30,\n")

    assert look.names == ("Rep", "Metric", "2026-11-02", "2026-11-09")


def test_names_of_columns_are_made_distinct():
    look, _ = read("Amount,,amount ,Amount (2)\n1,2,3,4\n")

    assert look.names == ("Amount", "Column 2", "amount (2)", "Amount (2) (2)")


def test_lines_have_their_number_in_the_file():
    _, lines = read('Owner,Notes\n\nDana,"two\nlines"\n , \nMarcus,one\n')

    assert [(line.number, line.cells) for line in lines] == [
        (3, ("Dana", "two\nlines")),
        (6, ("Marcus", "one")),
    ]


def test_lines_of_another_length_are_marked():
    _, lines = read("Owner,Stage,Amount\nDana,Won,1,\nDana,Won,1,x\nDana,Won\nDana,Won,2\nDana,W")

    assert [line.has_wrong_length for line in lines] == [False, True, True, False, True]
    assert {len(line.cells) for line in lines} == {3}


def test_an_upload_cut_in_the_middle_of_a_letter_marks_its_last_line():
    look, lines = read("Owner,Name\nDana,Café\nDana,Caf".encode() + b"\xc3")

    assert (look.encoding, [line.has_wrong_length for line in lines]) == ("utf-8", [False, True])


@pytest.mark.parametrize(
    "line",
    [
        "Total,,30.50",
        ",Grand Total:,30.50",
        "Gesamt,,30",
        "Sum,,30",
        "Subtotal,Count,2",
        "Dana Total,,5",
        "Total for Dana,,5",
        '"Grand Totals (12 records)",,',
        "Grand Totals (12 records)",
    ],
)
def test_lines_that_sum_up_are_marked(line):
    look, lines = read(GOOD + line + "\n")

    assert look.totals == (4,)
    assert [one.is_total for one in lines] == [False, False, True]
    assert look.lines == 2


@pytest.mark.parametrize(
    "line", ["Total Energies,Won,5", "Total,Won,5", "Sumitomo,,5", "Grand Hotel,,5", "Dana,Total,5"]
)
def test_a_deal_with_total_in_its_name_is_a_deal(line):
    assert read(GOOD + line + "\n")[0].totals == ()


def test_the_footer_of_a_report_is_no_data():
    footer = (
        '\n\n"Closed deals"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
        '"Confidential Information - Do Not Distribute"\n"Generated By:  Dana Bell  11/2/2026 9:03 AM"\n"Peak Inc."\n'
    )

    look, lines = read(GOOD + footer)

    assert (look.lines, look.totals) == (2, (6, 7, 8, 9, 10))
    assert [line.is_total for line in lines] == [False] * 2 + [True] * 5


def test_totals_do_not_count_as_cells_of_their_columns():
    look, _ = read(GOOD + "Total,,30.50\n")

    assert [column.filled for column in look.columns] == [2, 2, 2]


def test_progress_is_told_in_bytes():
    told = []

    read("Owner,Amount\n" + "Dana,1\n" * 9_000, on_progress=told.append)

    assert told
    assert told == sorted(told)


def test_the_most_lines_are_read_and_one_more_is_refused(monkeypatch):
    monkeypatch.setattr(table, "MOST_LINES", 50)

    assert read("Owner,Amount\n" + "Dana,1\n" * 50)[0].lines == 50
    assert trouble("Owner,Amount\n" + "Dana,1\n" * 51)[0] is Trouble.TOO_MANY_LINES


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('Owner,Amount\nDana,1\n"Marcus,2\nDana,3\n', "3"),
        ('Owner,Amount\nDana,1\n"Mar"cus,2\nDana,3\n', "3"),
        ('Owner,Amount\nDana,1\nMarcus,"2\nDana,"3"\n', "3"),
        ('Owner,Amount\n"Da\nna","1\nMarcus,2\n', "3"),
        ('Owner,Amount\nDana,"1\n' + "Marcus,2\n" * 30_000, "2"),
    ],
)
def test_a_quote_without_its_partner_is_refused_where_it_opened(text, line):
    assert trouble(text) == (Trouble.QUOTES, line)


def test_a_long_field_is_refused_with_its_line():
    assert trouble(f"Owner,Notes\nDana,{'x' * 10_001}\n") == (Trouble.LONG_FIELD, "2")
    assert trouble(f'Owner,Notes\nDana,"{"x" * 200_000}"\n') == (Trouble.LONG_FIELD, "2")
    assert cells(f"Owner,Notes\nDana,{'x' * 10_000}\n")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), max_size=12)  # fmt: skip
LETTERS = st.text("abcdefghijklmnopqrstuvwxyzäéß", min_size=3, max_size=8)


@given(
    rows=st.lists(st.tuples(LETTERS, TEXT, TEXT), min_size=1, max_size=8),
    separator=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_any_table_of_text_reads_back_however_it_is_written(rows, separator, end, encoding):
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("Owner", "Deal Name", "Next Step"), *rows])

    look, lines = read(target.getvalue().encode(encoding), header_line=1)

    assume(not look.totals)
    assert look.separator == separator
    assert [line.cells for line in lines] == rows
    assert not any(line.has_wrong_length for line in lines if not line.cells[-1].endswith("\ufffd"))


@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    try:
        look, lines = read(content)
    except Unreadable:
        return
    assert len(lines) == look.lines + len(look.totals)
