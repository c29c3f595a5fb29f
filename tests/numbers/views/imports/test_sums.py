"""The pages of a file say what it adds up to, what was read, and why lines stay out."""

import pytest

from salesgym.numbers.models import Import
from tests.costs import cost
from tests.factories.people import RepFactory
from tests.numbers.bringing import compare, csv_of, say_yes, take
from tests.numbers.by_pages import HEADER, WON, answer, bring, step, the_file, words

HUNDREDFOLD = WON.replace("4514", "451400")
WRONG = "A3,Marcus Bell,Hooli,Closed Won,-5,10/26/2026,11/2/2026"
ELSEWHERE = "A4,Melvin Marxen,Hooli,Closed Won,5,10/26/2026,11/2/2026"


def text_of(response):
    return " ".join(words(response).split())


@pytest.fixture
def signed_in(client, manager):
    client.force_login(manager)
    return client


def preview(client, *lines):
    return text_of(answer(client, bring(client, *lines)))


def test_the_preview_says_before_and_after_of_each_month(rep, signed_in):
    take(csv_of(HEADER, WON), source="Salesforce")

    page = text_of(bring(signed_in, WON, WON.replace("A1", "A9").replace("4514", "100")))

    assert "What it adds up to" in page
    assert "Nov 2026" in page
    assert '<span class="sg-2">$4,514</span>' in page
    assert "$4,614" in page


def test_the_page_that_asks_says_in_short_what_the_lines_come_to(rep, signed_in):
    lost = WON.replace("A1", "A2").replace("Closed Won", "Closed Lost").replace("11/20", "12/20")
    asked = bring(signed_in, WON, lost, ELSEWHERE)

    page = text_of(asked)

    assert "Is this how it reads?" in page
    short = page[
        page.index('id="short-sums"') : page.index("What the columns mean", page.index("short-sums"))
    ]
    assert "2 owners" in short
    for said in ("Marcus Bell", "Melvin Marxen", "Nov 2026", "Dec 2026", "$4,514", "$5"):
        assert said in short
    assert 'id="short-sums"' not in text_of(answer(signed_in, asked))
    assert the_file().decisions["short"] == []


def test_ten_times_as_much_stands_out_in_words(rep, signed_in):
    take(csv_of(HEADER, WON), source="Salesforce")

    page = text_of(bring(signed_in, HUNDREDFOLD))

    assert "Nov 2026: $4,514 becomes $451,400, 100 times as much." in page


def test_the_files_own_total_stands_beside_its_lines(rep, signed_in):
    page = preview(signed_in, WON, "Grand Total,,,,4515,,")

    assert "The file's own total says $4,515; its lines add up to $4,514." in page


def test_lines_without_deals_are_listed_and_not_called_left_out(rep, signed_in):
    page = preview(signed_in, WON, "", '"Copyright 2026 Example Inc."')

    assert "2 lines without data" in page
    assert "Copyright 2026 Example Inc." in page
    assert "Blank: 3" in page
    assert "left out" not in page.lower()


def test_where_lines_stay_out_nothing_claims_all_or_nothing(rep, signed_in):
    page = preview(signed_in, WON, WRONG)

    assert "Every line that is right goes in together; 1 line stays out." in page
    assert "all together" not in page


def test_a_file_of_refused_lines_alone_says_so(rep, signed_in):
    page = preview(signed_in, WRONG)

    assert "No line of this file can go in yet" in page
    assert "no line of the file goes in" in page
    assert "is known" not in page


def test_it_is_said_why_lines_are_left_out(rep, stranger, signed_in):
    page = preview(signed_in, WON, ELSEWHERE)

    assert "1 line of people whose numbers you do not bring." in page


def test_the_page_of_a_file_that_is_in_says_the_sums_in_short(rep, signed_in):
    preview(signed_in, WON)

    page = text_of(step(signed_in, "confirm_import"))

    assert the_file().state == Import.State.DONE
    assert "What it added up to" in page
    assert "$4,514" in page


def test_the_page_of_questions_says_won_lost_open_and_all_amounts(rep, signed_in):
    page = text_of(bring(signed_in, WON, WON.replace("A1", "A5").replace("Won", "Lost")))

    for fact in (
        "<dt>Won</dt> <dd>1</dd>",
        "<dt>Lost</dt> <dd>1</dd>",
        "<dt>All amounts</dt> <dd>$9,028</dd>",
    ):
        assert fact in page


def test_the_preview_costs_the_same_for_any_number_of_owners(team, manager, client):
    names = [RepFactory(team=team, password="!", name=f"Rep {number}").name for number in range(30)]
    client.force_login(manager)
    costs = []
    for size in (1, 30):
        lines = [
            f"B{n},{name},Acme,Closed Won,5,10/13/2026,11/20/2026" for n, name in enumerate(names[:size])
        ]
        file = compare(csv_of(HEADER, *lines), by=manager)
        client.get(f"/numbers/imports/{file.pk}/")
        made, _page = cost.of(client, f"/numbers/imports/{file.pk}/")
        costs.append(made.query_count)

    assert costs[0] == costs[1]


def test_owners_beyond_the_first_page_are_a_page_away(team, manager, client):
    names = [RepFactory(team=team, password="!", name=f"Rep {number:02}").name for number in range(26)]
    client.force_login(manager)
    lines = [f"B{n},{name},Acme,Closed Won,5,10/13/2026,11/20/2026" for n, name in enumerate(names)]
    file = compare(csv_of(HEADER, *lines), by=manager)

    first, second = (text_of(client.get(f"/numbers/imports/{file.pk}/{ask}")) for ask in ("", "?sums=2"))

    assert "1 to 25 of 26" in first
    assert "26 to 26 of 26" in second
    assert text_of(client.get(f"/numbers/imports/{file.pk}/?sums=x")).count("1 to 25 of 26") == 1
    assert say_yes(file).state == Import.State.DONE
