import re
from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.models import SavedView
from tests.factories.numbers import SavedViewFactory, give_weeks
from tests.factories.people import JobRoleFactory, LeaveFactory, RepFactory, TeamFactory, UserFactory

URL = "/numbers/team/"


@pytest.fixture
def today():
    return timezone.localdate(timezone=UTC)


@pytest.fixture
def page(client, manager, team):
    """The words of the manager's page, at this address."""
    client.force_login(manager)
    return lambda query="", **data: client.get(f"{URL}?{query}").content.decode()


def names(text):
    """The reps in the order of the table."""
    return re.findall(r'<th scope="row"><a class="sg-name" href="/people/\d+/">([^<]+)</a>', text)


def wins(rep, won, decided, today):
    give_weeks(rep, "wins", [won], until=today)
    give_weeks(rep, "decided", [decided], until=today)


@pytest.fixture
def three(team, today):
    for name, won, decided in [("Zoë Adler", 3, 4), ("Ana O'Neill", 1, 4), ("Max Bauer", 2, 4)]:
        wins(RepFactory(name=name, team=team), won, decided, today)
    RepFactory(name="Nora Quiet", team=team)


def test_the_table_is_for_those_who_manage_a_team(client, manager, rep, other_manager, stranger):
    site_admin = UserFactory(is_staff=True)

    for person, status in [
        (manager, 200),
        (other_manager, 200),
        (rep, 404),
        (stranger, 404),
        (site_admin, 404),
    ]:
        client.force_login(person)
        assert client.get(URL).status_code == status
        assert client.get(f"{URL}csv/").status_code == status


def test_a_deputy_sees_the_team_while_the_manager_is_away(client, manager, rep, today):
    deputy = UserFactory()
    LeaveFactory(
        person=manager, deputy=deputy, starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=1)
    )
    client.force_login(deputy)

    assert names(client.get(URL).content.decode()) == ["Marcus Bell"]


def test_names_stand_in_their_own_order_unless_a_column_is_chosen(page, three):
    assert names(page()) == ["Ana O&#x27;Neill", "Max Bauer", "Nora Quiet", "Zoë Adler"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("-name", ["Zoë Adler", "Nora Quiet", "Max Bauer", "Ana O&#x27;Neill"]),
        ("win_rate", ["Ana O&#x27;Neill", "Max Bauer", "Zoë Adler", "Nora Quiet"]),
        ("-win_rate", ["Zoë Adler", "Max Bauer", "Ana O&#x27;Neill", "Nora Quiet"]),
        ("-wins", ["Zoë Adler", "Max Bauer", "Ana O&#x27;Neill", "Nora Quiet"]),
        ("-nonsense", ["Ana O&#x27;Neill", "Max Bauer", "Nora Quiet", "Zoë Adler"]),
        ("losses", ["Ana O&#x27;Neill", "Max Bauer", "Nora Quiet", "Zoë Adler"]),
    ],
)
def test_every_column_sorts_both_ways_and_who_has_no_number_stands_last(page, three, sort, order):
    assert names(page(f"sort={sort}")) == order


def test_the_sorted_heading_says_so_and_turns_around(page, three):
    text = page("sort=-win_rate")
    words = " ".join(text.split())

    assert 'aria-sort="descending" > <a class="sg-sort" href="?sort=win_rate">Win rate' in words
    assert text.count("aria-sort") == 1


def test_ratios_stand_over_their_counts_and_the_team_over_its_sums(page, three):
    text = page()

    assert "75.0%<small>3 of 4</small>" in text
    assert "50.0%<small>6 of 12</small>" in text


def test_a_rep_without_numbers_has_dashes_with_a_reason_and_no_zero(page, rep):
    text = page("show=wins")

    assert "no number in these weeks" in text
    assert ">0<" not in text


def test_the_filter_finds_by_name_role_and_team(page, manager, team, rep):
    closer = JobRoleFactory(name="Closer")
    south = TeamFactory(name="South", manager=manager)
    other = RepFactory(name="Ida Lund", job_role=closer, team=south)

    assert names(page("name=lund+ida")) == ["Ida Lund"]
    assert names(page(f"role={closer.pk}")) == ["Ida Lund"]
    assert names(page(f"team={team.pk}")) == ["Marcus Bell"]
    assert names(page(f"team={south.pk}&name={other.first_name}")) == ["Ida Lund"]
    assert "Nobody fits this filter" in page("name=zzz")


@pytest.mark.parametrize(
    "query", ["name=%00", "role=x'--", "team=1e9", "show=&show=nope", "page=x", "sort=-", "from=x"]
)
def test_any_address_opens_a_page(client, manager, rep, query):
    client.force_login(manager)

    assert client.get(f"{URL}?{query}").status_code == 200
    assert client.get(f"{URL}csv/?{query}").status_code == 200


def test_chosen_columns_are_shown_and_no_others(page, rep):
    heads = re.findall(r'class="sg-sort" href="[^"]*">([^<]+)', page("show=wins&show=revenue"))

    assert heads == ["Rep", "Wins", "Revenue won"]


def test_columns_are_the_funnel_and_its_rates_unless_chosen(page, rep):
    heads = re.findall(r'class="sg-sort" href="[^"]*">([^<]+)', page())

    assert heads[1:] == [
        "Answer rate", "Meeting rate", "Meetings that become opportunities", "Win rate", "Outreach",
        "Conversations", "Meetings", "Opportunities", "Wins",
    ]  # fmt: skip


def test_a_view_is_saved_with_its_filter_and_opens_again(client, manager, rep):
    client.force_login(manager)

    answer = client.post(f"{URL}?period=26&sort=-win_rate&page=3&utm=1&show=nope", {"view_name": " By rate "})

    view = SavedView.objects.get()
    assert (view.person, view.name, view.query) == (manager, "By rate", "period=26&sort=-win_rate")
    assert answer.url == f"{URL}?period=26&sort=-win_rate"
    words = " ".join(client.get(answer.url).content.decode().split())
    assert 'aria-current="true" > By rate </a>' in words


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Give the view a name, then save it."),
        ("x" * 61, "Shorten this to 60 characters."),
        ("by RATE", "You have a view of this name already."),
    ],
)
def test_a_name_that_does_not_do_is_told_and_kept(client, manager, rep, name, sentence):
    SavedViewFactory(person=manager, name="By rate")
    client.force_login(manager)

    page = client.post(URL, {"view_name": name}).content.decode()

    assert sentence in page
    assert name in page
    assert SavedView.objects.count() == 1


def test_the_twenty_first_view_is_refused(client, manager, rep):
    SavedViewFactory.create_batch(20, person=manager)
    client.force_login(manager)

    page = client.post(URL, {"view_name": "One more"}).content.decode()

    assert "You have 20 views already. Remove one, then save this one." in page


def test_a_view_too_long_to_keep_is_told(client, manager, rep):
    client.force_login(manager)

    page = client.post(f"{URL}?name={'%C3%A4' * 120}", {"view_name": "Long"}).content.decode()

    assert "This view is too long to keep." in page


def test_a_view_is_its_makers_alone(client, manager, other_manager, stranger, rep):
    view = SavedViewFactory(person=manager, name="Secret list")
    client.force_login(other_manager)

    assert "Secret list" not in client.get(URL).content.decode()
    assert client.post(reverse("numbers:remove_view", args=[view.pk])).status_code == 404
    client.force_login(manager)
    assert client.post(reverse("numbers:remove_view", args=[view.pk])).url == URL
    assert not SavedView.objects.exists()


def test_two_hundred_reps_fill_one_page_and_the_next_begins_another(client, manager, team):
    RepFactory.create_batch(201, team=team, password="!")
    client.force_login(manager)

    page = client.get(URL)

    assert len(names(page.content.decode())) == 200
    assert "Page 1 of 2" in page.content.decode()
    assert len(names(client.get(f"{URL}?page=2").content.decode())) == 1
