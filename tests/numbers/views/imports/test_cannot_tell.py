"""What a file cannot tell, on its pages: said once, and what somebody has to say comes first."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salesgym.numbers.calculations.wording import UNKNOWN
from salesgym.numbers.models import Deal, Import
from tests.factories.people import RepFactory, UserFactory
from tests.numbers.actions.imports.test_gone import lines_of
from tests.numbers.bringing import compare, take
from tests.numbers.by_pages import UPLOAD, answer, step, the_file

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[2] / "cases"
BUTTON = 'class="btn btn-primary"'


@pytest.fixture
def admin(client, organization):
    RepFactory(email="r1@example.com", name="Rae One")
    client.force_login(UserFactory(site_admin=True))
    return client


def bring(client, name):
    content = (CASES / name).read_bytes()
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)}, follow=True)


def words(response):
    return " ".join(response.content.decode().split())


def test_a_report_without_ids_is_asked_about_once_and_says_first_how_its_own_system_adds_them(admin):
    page = bring(admin, "16-salesforce-default.csv")

    said = words(page)
    assert "<h1>One question about this file</h1>" in said
    assert "Which column has the deal&#x27;s ID?" not in said
    own, others = said.index("Salesforce: edit the report"), said.index("In other systems")
    assert own < others < said.index("HubSpot: export the deals")


def test_the_way_on_without_ids_leads_to_what_changes(admin):
    bring(admin, "16-salesforce-default.csv")

    page = answer(admin, step(admin, "choose_import", no_id="go_on_without"))

    assert page.context["lacks"].lines[0].title == "The file has no deal ID"
    assert page.context["changes"]


def test_what_has_to_be_said_comes_first_and_nothing_goes_in_before(admin):
    page = answer(admin, bring(admin, "05-currency-column.csv"), source_name="CRM")

    said = words(page)
    assert "First say what the file cannot tell." in said
    assert said.index("What this file cannot tell") < said.index("Lines read")
    assert "Take in" not in said
    assert said.count(BUTTON) == 1

    chosen = step(admin, "choose_import", other_currency="leave_out_of_money")
    assert words(chosen).index("Lines read") < words(chosen).index("What this file cannot tell")
    step(admin, "confirm_import")
    assert Deal.objects.count() == 4


@pytest.mark.parametrize(("option", "losses"), [("unknown", UNKNOWN), ("complete", "0")])
def test_losses_that_a_report_does_not_have_are_a_dash_among_its_sums(admin, option, losses):
    answer(admin, bring(admin, "46-won-only.csv"))

    page = step(admin, "choose_import", no_lost=option)

    [together] = page.context["sums"].together
    rae = next(owner for owner in page.context["sums"].owners if owner.name == "Rae One")
    shown = (together, rae.together, rae.months[0].figures)
    assert [figures[1].after for figures in shown] == [losses] * 3
    assert UNKNOWN not in {figures[0].after for figures in shown}


def test_where_nobody_of_a_file_is_known_the_names_have_the_button(admin):
    lines = "\n".join(
        [
            "Deal ID,Deal owner,Deal stage,Create date,Close date",
            "A1,Nora Lind,Closed won,2026-09-01,2026-10-01",
        ]
    )
    file = admin.post(UPLOAD, {"file": SimpleUploadedFile("deals.csv", lines.encode())}, follow=True)

    said = words(answer(admin, file, source_name="CRM"))

    assert "Choose below who its people are, or leave them out." in said
    assert said.count(BUTTON) == 1
    assert "Compare again" in said.split(BUTTON)[1].split("</button>")[0]


def test_a_managers_file_belongs_to_numbers_also_where_they_set_up(client, manager, rep):
    manager.is_staff = True
    manager.save()
    client.force_login(manager)
    bring(client, "04-one-figure.csv")

    page = words(client.get(reverse("numbers:import_file", args=[the_file().pk])))

    current = page.split('aria-current="page"')[1].split("</a>")[0]
    assert "Numbers" in current


def test_known_deals_that_are_gone_lead_to_their_pages(rep, manager, client):
    take(lines_of(rep))
    deal, file = Deal.objects.get(external_id="D5"), compare(lines_of(rep, without={5}))
    Import.objects.filter(pk=file.pk).update(imported_by=manager)
    url, page = reverse("numbers:deal", args=[deal.pk]), reverse("numbers:import_file", args=[file.pk])
    client.force_login(manager)

    assert f'<a class="sg-hit" href="{url}">Deal 5</a>' in client.get(page).content.decode()

    # Who brought the file may see the owner's deals no more: the name stands there as before.
    Deal.objects.filter(pk=deal.pk).update(owner=UserFactory())
    said = " ".join(client.get(page).content.decode().split())
    assert (url in said, "Deal 5. What is taken out counts nowhere" in said) == (False, True)
