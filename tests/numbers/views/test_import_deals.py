import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salesgym.numbers.models import Deal, Import, PendingUpload
from tests.factories.numbers import PendingUploadFactory
from tests.factories.people import UserFactory

UPLOAD = "/numbers/deals/"
WON = "A1,Marcus Bell,GTX Pro,Acme,Won,10/12/2026,11/2/2026,4514"


def upload(client, content):
    file = SimpleUploadedFile("deals.csv", content, content_type="text/csv")
    return client.post(UPLOAD, {"file": file, "source_name": "CRM"})


def test_managers_and_site_admins_bring_deals_and_reps_do_not(client, rep, manager):
    for person, status in [(rep, 404), (manager, 200), (UserFactory(site_admin=True), 200)]:
        client.force_login(person)
        assert client.get(UPLOAD).status_code == status


def test_a_file_is_looked_at_first_and_changes_nothing_until_yes(client, rep, manager, deals_file):
    client.force_login(manager)

    preview = client.get(upload(client, deals_file(WON, "A2,Nobody Here,,,Won,1/1/2026,1/2/2026,5")).url)

    page = preview.content.decode()
    assert "Nothing has changed yet." in page
    assert "Take in 1 deal" in page
    assert "Nobody here is called Nobody Here" in page
    assert not Deal.objects.exists()


def test_yes_takes_the_file_in_once_however_often_it_is_clicked(client, rep, manager, deals_file):
    client.force_login(manager)
    upload(client, deals_file(WON))
    confirm = reverse("numbers:confirm_deals", args=[PendingUpload.objects.get().pk])

    first = client.post(confirm, follow=True)
    second = client.post(confirm, follow=True)

    assert "1 deal taken in." in first.content.decode()
    assert "not waiting any more" in second.content.decode()
    assert (Deal.objects.count(), Import.objects.count()) == (1, 1)
    assert Import.objects.get().imported_by == manager


def test_the_last_imports_say_who_and_what(client, rep, manager, deals_file):
    client.force_login(manager)
    upload(client, deals_file(WON))

    client.post(reverse("numbers:confirm_deals", args=[PendingUpload.objects.get().pk]))

    page = client.get(UPLOAD).content.decode()
    assert "deals.csv" in page
    assert "Dana Whitfield" in page


def test_a_known_file_offers_no_button(client, rep, manager, deals_file):
    client.force_login(manager)
    upload(client, deals_file(WON))
    client.post(reverse("numbers:confirm_deals", args=[PendingUpload.objects.get().pk]))

    page = client.get(upload(client, deals_file(WON)).url).content.decode()

    assert "Everything in this file is known already" in page
    assert "Take in" not in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x00", "NUL bytes"),
        (b"name,amount\nMarcus,1\n", "These columns are missing"),
        (b"<html><body>\xff</body></html>", "not UTF-8"),
    ],
)
def test_a_wrong_file_gets_a_sentence_and_changes_nothing(client, manager, team, content, words):
    client.force_login(manager)

    answer = upload(client, content)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not PendingUpload.objects.exists()


def test_nothing_chosen_says_what_to_choose(client, manager, team):
    client.force_login(manager)

    page = client.post(UPLOAD, {"source_name": "CRM"}).content.decode()

    assert "Choose the file that your CRM exported." in page


def test_what_waits_belongs_to_its_uploader_alone(client, manager, rep):
    theirs = PendingUploadFactory()
    client.force_login(manager)

    assert client.get(reverse("numbers:preview_deals", args=[theirs.pk])).status_code == 302
    client.post(reverse("numbers:confirm_deals", args=[theirs.pk]))
    client.post(reverse("numbers:drop_deals", args=[theirs.pk]))

    assert PendingUpload.objects.filter(pk=theirs.pk).exists()
    assert not Import.objects.exists()


def test_a_dropped_file_changes_nothing(client, rep, manager, deals_file):
    client.force_login(manager)
    upload(client, deals_file(WON))

    client.post(reverse("numbers:drop_deals", args=[PendingUpload.objects.get().pk]))

    assert not PendingUpload.objects.exists()
    assert not Deal.objects.exists()


def test_a_stored_file_that_cannot_be_read_is_said_so(client, rep, manager):
    broken = PendingUploadFactory(uploaded_by=manager, content=b"\x00\xff\xfe nonsense")
    client.force_login(manager)

    answer = client.get(reverse("numbers:preview_deals", args=[broken.pk]), follow=True)

    assert answer.redirect_chain[0][0] == UPLOAD
    assert [str(message) for message in answer.context["messages"]]
