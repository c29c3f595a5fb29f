import pytest

from salesgym.people.actions import people_file
from salesgym.people.actions.people_file import FileRefused, Problem
from salesgym.people.calculations.people_file import TeamName, address

CRM_HEADER = "sales_agent,manager,regional_office\n"


def crm(*lines: str) -> bytes:
    return (CRM_HEADER + "\n".join(lines) + "\n").encode()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lajuana Vencill", "lajuana.vencill@d.example"),
        ("Seán O'Brien", "sean.obrien@d.example"),
        ("Ana O’Neill", "ana.oneill@d.example"),  # noqa: RUF001 - typographic on purpose
        ("Jürgen Müller", "jurgen.muller@d.example"),
        ("Søren Weiß", "soren.weiss@d.example"),
        ("Łukasz Żak", "lukasz.zak@d.example"),
        ("Anna-Lena Smith-Jones", "anna-lena.smith-jones@d.example"),
        ("Mary Ann Smith", "mary.ann.smith@d.example"),
        ("J. R. Ewing", "j.r.ewing@d.example"),
        ("王伟", ""),
    ],
)
def test_address_is_made_of_the_plain_letters_of_a_name(name, expected):
    assert address(name, "d.example") == expected


def test_crm_list_gives_reps_with_their_managers_team_and_region_as_parent():
    file = people_file.read(crm("Anna Snelling,Dustin Brinkmann,Central"), email_domain="@D.example")

    rep, manager = file.rows
    assert rep.email == "anna.snelling@d.example"
    assert rep.team == TeamName("Dustin Brinkmann", "Central")
    assert (rep.manager_email, rep.job_role) == ("dustin.brinkmann@d.example", "Sales rep")
    assert (manager.name, manager.team) == ("Dustin Brinkmann", None)
    assert file.read == 1


def test_a_manager_who_also_sells_is_one_person_in_a_team():
    file = people_file.read(crm("Anna A,Bo B,Central", "Bo B,Cy C,West"), email_domain="d.example")

    assert {row.name: row.team for row in file.rows} == {
        "Anna A": TeamName("Bo B", "Central"),
        "Bo B": TeamName("Cy C", "West"),
        "Cy C": None,
    }
    assert not file.problems


def test_two_names_with_one_address_are_a_problem():
    file = people_file.read(crm("Ana O'Brien,Bo B,West", "Ana Obrien,Bo B,West"), email_domain="d.example")

    assert file.problems == (
        Problem(3, "ana.obrien@d.example would be the address of Ana O'Brien (line 2) too."),
    )


def test_rep_listed_twice_is_a_problem():
    file = people_file.read(crm("Ana A,Bo B,West", "Ana A,Cy C,West"), email_domain="d.example")

    assert file.problems == (Problem(3, "Ana A stands on line 2 already."),)


def test_crm_list_without_a_domain_is_refused():
    with pytest.raises(FileRefused, match="email domain"):
        people_file.read(crm("Anna A,Bo B,West"))


def test_our_form_takes_everything_it_names():
    file = people_file.read(
        b"\xef\xbb\xbfName;Email;Team;Manager email;Parent team;Job role;Time zone;Joined on\r\n"
        b"Lena Fischer; Lena@Example.COM ;Harbor SMB;dana@example.com;Sales;Sales rep;Europe/Berlin;2025-03-01\r\n"
    )

    (row,) = file.rows
    assert (row.email, row.manager_email) == ("lena@example.com", "dana@example.com")
    assert row.team == TeamName("Harbor SMB", "Sales")
    assert (row.time_zone, row.joined_on.isoformat()) == ("Europe/Berlin", "2025-03-01")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Ana A,", "The column email is empty."),
        (",ana@example.com", "The column name is empty."),
        ("Ana A,not-an-address", "“not-an-address” is no email address."),
        ("Ana A", "This line has 1 columns, the first line has 2."),
        ("Ana A,ana@example.com,more", "This line has 3 columns, the first line has 2."),
        ("Ana\u200bA,ana@example.com", "This line holds invisible characters. Type it again."),
        ("A" * 121 + ",ana@example.com", "The column name holds more than 120 letters."),
    ],
)
def test_line_that_cannot_be_taken_in_is_named_with_its_reason(line, reason):
    file = people_file.read(f"name,email\nBo B,bo@example.com\n{line}\n".encode())

    assert [(problem.line, problem.reason) for problem in file.problems] == [(3, reason)]


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("time_zone", "Europe/Nowhere", "no time zone"),
        ("joined_on", "31.01.2026", "no date"),
        ("manager_email", "bo@example.com", "Name the team as well"),
    ],
)
def test_optional_column_with_a_wrong_value_is_named(column, value, part):
    file = people_file.read(f"name,email,{column}\nAna A,ana@example.com,{value}\n".encode())

    assert part in file.problems[0].reason


def test_address_that_stands_twice_is_a_problem():
    file = people_file.read(b"name,email\nAna A,ana@example.com\nBo B,ANA@example.com\n")

    assert file.problems == (Problem(3, "ana@example.com stands on line 2 already."),)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,email\n",
        b"\n\n\n",
        b"first,second\n1,2\n",
        b"<!doctype html><html><body>No access</body></html>",
        b"PK\x03\x04rest of a spreadsheet",
        b"%PDF-1.7 rest",
        "name,email\nЖёлтый,z@example.com\n".encode("cp1251"),
        "name,email\nAna\u202e,a@example.com\n".encode(),
        b'name,email\n"Ana,a@example.com\n',
        b"name,email,email\nAna,a@example.com,b@example.com\n",
        b"name,email\n" + b"x" * 3_000_000,
        b"name,email\n" + b"a,b\n" * 20_001,
    ],
    ids=range(13),
)
def test_file_that_is_no_list_of_people_gets_a_sentence(content):
    with pytest.raises(FileRefused, match=r"^[A-Z].*\.$"):
        people_file.read(content)
