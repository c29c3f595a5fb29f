"""The page of a deal, where it is taken out and put back, and the list of those that are out."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from salesgym.numbers.actions import deal as deals
from salesgym.numbers.models import Deal
from tests.factories.deals import DealFactory
from tests.factories.people import RepFactory, UserFactory
from tests.numbers.actions.imports.test_gone import lines_of, taken_out
from tests.numbers.bringing import AT, csv_of, take

HEAD = "Opportunity ID,Opportunity Owner,Opportunity Name,Stage,Amount,Created Date,Close Date"


def words(response):
    """What a person reads of the page's middle."""
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def page_of(deal, route="deal"):
    return reverse(f"numbers:{route}", args=[deal.pk])


@pytest.fixture
def admin(organization):
    return UserFactory(name="Ada Root", site_admin=True)


@pytest.fixture
def told(rep, manager):
    """A deal that one file brought as open and another one as won, with another owner."""
    other = RepFactory(name="Rae One", email="rae@example.com")
    line = "A1,{who},Acme rollout,{stage},{amount},9/1/2026,{closed}"
    take(csv_of(HEAD, line.format(who=other.email, stage="Prospecting", amount=300, closed="")), by=None)
    won = line.format(who=rep.email, stage="Closed Won", amount="400.50", closed="10/20/2026")
    take(csv_of(HEAD, won), by=UserFactory(name="Ada Root", site_admin=True), at=AT + timedelta(days=1))
    return Deal.objects.get()


def test_the_page_says_what_the_crm_says_and_which_file_changed_what(client, manager, told):
    client.force_login(manager)

    said = words(client.get(page_of(told)))

    assert "Acme rollout Won on 20 October 2026, $400.50" in said
    assert "Owner Marcus Bell Opened 1 Sep 2026 Closed 20 Oct 2026 From Salesforce ID there A1" in said
    assert (
        "Changed by a file of Ada Root Owner Rae One becomes Marcus Bell Stage open becomes won "
        "Amount $300 becomes $400.50 Closed - becomes 20 Oct 2026"
    ) in said
    assert said.index("Changed by a file") < said.index("It came with a file")


def test_its_days_lead_to_the_weeks_in_which_it_counts_and_the_week_leads_to_it(client, manager, told):
    client.force_login(manager)
    week = reverse("numbers:week", args=[told.owner_id, "2026-10-19"])

    assert f'href="{week}"' in client.get(page_of(told)).content.decode()
    assert f'href="{page_of(told)}"' in client.get(week).content.decode()

    deals.take_out(deal_id=told.pk, why="A test", by=manager, at=AT)
    assert f'href="{week}"' not in client.get(page_of(told)).content.decode()
    assert "Taken out of the numbers Acme rollout" in words(client.get(week))


def test_whoever_manages_the_owner_takes_it_out_with_a_reason_and_puts_it_back(client, rep, manager, told):
    client.force_login(manager)

    refused = client.post(page_of(told, "take_out_deal"), {"why": " "})
    assert "Say in a few words why it does not count." in words(refused)
    client.post(page_of(told, "take_out_deal"), {"why": "Entered twice"})
    client.post(page_of(told, "take_out_deal"), {"why": "Entered twice"})

    said = words(client.get(page_of(told)))
    assert "Dana Whitfield took it out of the numbers on" in said
    assert said.count("Entered twice") == 2
    assert "Take out of the numbers" not in said

    client.post(page_of(told, "put_back_deal"))
    client.post(page_of(told, "put_back_deal"))
    said = words(client.get(page_of(told)))
    assert said.index("Dana Whitfield put it back") < said.index("Dana Whitfield took it out")
    assert said.count("Entered twice") == 1
    assert Deal.objects.count() == 1


def test_nothing_changes_before_it_was_confirmed(client, manager, told):
    client.force_login(manager)

    assert "Take Acme rollout out of the numbers?" in words(client.get(page_of(told, "take_out_deal")))
    assert Deal.objects.count() == 1


def test_the_rep_reads_why_and_cannot_change_it(client, rep, manager, told):
    deals.take_out(deal_id=told.pk, why="Entered twice", by=manager, at=AT)
    client.force_login(rep)

    said = words(client.get(page_of(told)))

    assert "Entered twice" in said
    assert "Put it back" not in said
    assert client.post(page_of(told, "put_back_deal")).status_code == 403
    assert client.post(page_of(told, "take_out_deal"), {"why": "No"}).status_code == 403


def test_a_site_admin_comes_from_the_files_and_reads_no_weeks(client, admin, told):
    client.force_login(admin)

    page = client.get(page_of(told)).content.decode()

    assert reverse("numbers:deals_out") in page
    assert "/numbers/2026-" not in page
    assert reverse("numbers:import_file", args=[told.origin_id]) in page
    client.post(page_of(told, "take_out_deal"), {"why": "A test"})
    assert not Deal.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "other_manager"])
def test_nobody_else_finds_it(client, request, told, who):
    client.force_login(request.getfixturevalue(who))

    assert {
        client.get(page_of(told, route)).status_code for route in ("deal", "take_out_deal", "put_back_deal")
    } == {404}


def test_what_a_file_took_out_stands_on_its_page_and_in_the_list(client, rep, manager):
    take(lines_of(rep), by=manager)
    file = taken_out(lines_of(rep, without={5}))
    deal = Deal.everything.get(external_id="D5")
    client.force_login(UserFactory(name="Ada Root", site_admin=True))

    listed = words(client.get(reverse("numbers:deals_out")))
    assert "Deal 5 Won on 6 October 2026, $100 Marcus Bell Taken out 22 Nov 2026" in listed
    assert "deals.csv no longer has it Put back Deal 5" in listed
    assert (
        f'href="{page_of(deal)}"'
        in client.get(reverse("numbers:import_file", args=[file.pk])).content.decode()
    )
    assert "with a file that no longer has it" in words(client.get(page_of(deal)))
    assert "1 deal is taken out of the numbers" in words(client.get(reverse("numbers:upload")))


def test_the_list_has_the_deals_that_one_may_put_back(client, rep, manager, stranger):
    DealFactory(owner=rep, name="Mine", out=True)
    DealFactory(owner=stranger, name="Theirs", out=True)
    DealFactory(owner=manager, name="My own", out=True)
    client.force_login(manager)

    said = words(client.get(reverse("numbers:deals_out")))

    assert "Mine" in said
    assert "Theirs" not in said
    assert "My own" not in said


def test_a_deal_that_no_file_is_known_of_says_so(client, rep, manager):
    client.force_login(manager)

    said = words(client.get(page_of(DealFactory(owner=rep, name="", amount_minor=None, external_id="006-1"))))

    assert "006-1 Open, no amount" in said
    assert "No file is known that brought it." in said
