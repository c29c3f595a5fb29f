import io
import json

import pytest
from django.core.management import CommandError, call_command

from salesgym.notices.models import Outbox
from salesgym.people.models import User

pytestmark = pytest.mark.django_db
LIST = "sales_agent,manager,regional_office\nLajuana Vencill,Dustin Brinkmann,Central\n"


@pytest.fixture
def list_of_people(tmp_path):
    path = tmp_path / "sales_teams.csv"
    path.write_text(LIST)
    return path


def run(path, *options):
    out = io.StringIO()
    call_command("import_people", path, *options, stdout=out)
    return out.getvalue()


def test_summary_for_a_program(list_of_people):
    first = json.loads(run(list_of_people, "--email-domain", "mavens.example", "--json"))
    second = json.loads(run(list_of_people, "--email-domain", "mavens.example", "--json"))

    assert first == {"read": 1, "added": 2, "changed": 0, "unchanged": 0, "refused": [], "invited": 0}
    assert second == {"read": 1, "added": 0, "changed": 0, "unchanged": 2, "refused": [], "invited": 0}
    assert not Outbox.objects.exists()


def test_dry_run_changes_nothing(list_of_people):
    assert "Would be: 2 people added" in run(
        list_of_people, "--email-domain", "mavens.example", "--dry-run", "--invite"
    )
    assert not User.objects.exists()
    assert not Outbox.objects.exists()


def test_invite_sends_each_person_one_link_however_often_it_is_run(list_of_people):
    first = run(list_of_people, "--email-domain", "mavens.example", "--invite")
    second = run(list_of_people, "--email-domain", "mavens.example", "--invite")

    assert "2 invited.\nNo mail server is set: their links are in the files of" in first
    assert "0 invited." in second
    assert "No mail server" not in second

    assert sorted(Outbox.objects.values_list("address", flat=True)) == [
        "dustin.brinkmann@mavens.example",
        "lajuana.vencill@mavens.example",
    ]


def test_wrong_files_end_with_a_sentence(list_of_people, tmp_path):
    with pytest.raises(CommandError, match="email domain"):
        run(list_of_people)
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "missing.csv")
    list_of_people.write_text(LIST + "Lajuana Vencill,Dustin Brinkmann,Central\n")
    with pytest.raises(CommandError, match="Nothing was changed"):
        run(list_of_people, "--email-domain", "mavens.example")

    assert not User.objects.exists()
