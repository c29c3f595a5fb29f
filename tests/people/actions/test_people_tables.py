"""A list of people is read by the reader of numbers: Excel, any encoding, titles above and totals below."""

from datetime import date
from pathlib import Path

import pytest

from salesgym.people.actions import people_file, people_import
from salesgym.people.actions.people_file import FileRefused
from salesgym.people.models import User
from tests.factories.people import ManagementFactory, MembershipFactory, TeamFactory, UserFactory
from tests.numbers import hostile_workbooks as books

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parent.parent / "cases"
ON = date(2026, 11, 30)


def take_in(content, **options):
    return people_import.take_in(file=people_file.read(content, **options), on=ON)


def case(name):
    return (CASES / name).read_bytes()


def test_people_come_from_excel_and_from_windows():
    take_in(case("00-people.csv"))

    from_excel = take_in(case("15-people.xlsx"))
    file = people_file.read(case("15-people-cp1252.csv"))
    people_import.take_in(file=file, on=ON)

    assert [person.name for person in from_excel.added] == ["Xavi Excel"]
    assert User.objects.filter(name__in=["Ana O’Brien", "Zoë Øst"]).count() == 2  # noqa: RUF001 - as the file writes it
    assert "They were read as Windows-1252: O’Brien, Zoë, Øst." in file.note  # noqa: RUF001 - the same
    assert people_file.read(file.text.encode()).rows == file.rows


def test_titles_above_and_totals_below_are_no_people_and_lines_keep_their_numbers():
    text = "Our people 2026\n\nname;email\nAna A;ana@x.example\nBo B;bo\nTotal;2\n"

    file = people_file.read(text.encode("utf-16"))

    assert [row.name for row in file.rows] == ["Ana A"]
    assert [problem.line for problem in file.problems] == [5]


def test_days_of_a_workbook_are_days():
    book = books.saved(
        books.book_of(["name", "email", "joined_on"], ["Ana", "a@x.example", date(2026, 1, 31)])
    )

    assert people_file.read(book).rows[0].joined_on == date(2026, 1, 31)


@pytest.mark.parametrize("encoding", ["cp1251", "mac-roman"])
def test_letters_that_are_not_certain_are_refused_until_somebody_says_how_they_are_written(encoding):
    name = "Зоя Белова" if encoding == "cp1251" else "Zoë O’Brien"  # noqa: RUF001 - Cyrillic and a quote on purpose
    content = f"name,email\n{name},z@x.example\n".encode(encoding)

    with pytest.raises(FileRefused, match="letters of the file cannot be read for certain"):
        people_file.read(content)

    told = people_file.read(content, encoding="windows-1251" if encoding == "cp1251" else encoding)
    assert (told.rows[0].name, told.note) == (name, "")
    with pytest.raises(FileRefused, match="is no encoding"):
        people_file.read(content, encoding="rot13")


def test_the_preview_says_from_what_to_what():
    west, east = TeamFactory(name="West"), TeamFactory(name="East")
    ManagementFactory(team=west, person=UserFactory(name="Dana Whitfield", email="dana@x.example"))
    ManagementFactory(team=east, person=UserFactory(name="Omar Haddad", email="omar@x.example"))
    marcus = UserFactory(name="Marcus Bell", email="marcus@x.example")
    MembershipFactory(person=marcus, team=west, starts_on=date(2026, 1, 5))

    summary = take_in(b"name,email,team,job_role\nMarcus Bell,marcus@x.example,East,Closer\n")

    [(person, changes)] = summary.told()
    assert person == marcus
    assert list(map(str, changes)) == [
        "job role: Closer",
        "team from West to East",
        "manager from Dana Whitfield to Omar Haddad",
    ]
    assert summary.as_numbers()["changed"] == 1


def test_who_gets_another_manager_by_the_file_is_told_and_counts_as_unchanged():
    west = TeamFactory(name="West")
    ManagementFactory(team=west, person=UserFactory(name="Dana Whitfield", email="dana@x.example"))
    MembershipFactory(person=UserFactory(name="Marcus Bell"), team=west, starts_on=date(2026, 1, 5))

    summary = take_in(
        b"name,email,team,manager_email\nPriya,p@x.example,West,o@x.example\nOmar,o@x.example,,\n"
    )

    assert [(str(person), *map(str, told)) for person, told in summary.told()] == [
        ("Marcus Bell", "manager from Dana Whitfield to Omar")
    ]
    assert (summary.unchanged, summary.as_numbers()["changed"]) == (0, 0)
