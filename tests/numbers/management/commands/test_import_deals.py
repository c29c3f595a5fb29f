import json

import pytest
from django.core.management import CommandError, call_command

from salesgym.numbers.models import Deal, Source

WON = "A1,Marcus Bell,GTX Pro,Acme,Won,10/12/2026,11/2/2026,4514"


def run(capsys, path, *options):
    call_command("import_deals", str(path), *options)
    return capsys.readouterr().out


def test_json_says_what_was_read_added_changed_unchanged_and_refused(
    organization, crm_people, crm_file, capsys
):
    summary = json.loads(run(capsys, crm_file, "--shift-to-now", "--json"))

    assert summary == {"read": 8800, "added": 8800, "changed": 0, "unchanged": 0, "refused": []}


def test_a_refused_line_is_named_with_its_reason(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON, WON.replace("A1", "A2").replace("Won", "Perhaps")))

    summary = json.loads(run(capsys, path, "--json"))

    assert summary["added"] == 1
    assert [refusal["line"] for refusal in summary["refused"]] == [3]
    assert "Perhaps" in summary["refused"][0]["reason"]


def test_a_dry_run_changes_nothing(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON))

    out = run(capsys, path, "--dry-run")

    assert "1 added" in out
    assert not Deal.objects.exists()


def test_two_sources_may_use_the_same_ids(rep, deals_file, tmp_path, capsys):
    path = tmp_path / "deals.csv"
    path.write_bytes(deals_file(WON))
    run(capsys, path)

    run(capsys, path, "--source", "Old CRM", "--at", "2026-11-23T09:00Z")

    assert (Deal.objects.count(), Source.objects.count()) == (2, 2)


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe"])
def test_a_wrong_file_ends_with_a_sentence(organization, tmp_path, content):
    path = tmp_path / "deals.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError, match=r"\.$"):
        call_command("import_deals", str(path))


def test_a_missing_file_ends_with_a_sentence(organization, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_deals", str(tmp_path / "nowhere.csv"))


def test_a_moment_that_is_none_is_told(organization, tmp_path):
    with pytest.raises(CommandError, match="not a moment"):
        call_command("import_deals", str(tmp_path), "--at", "yesterday")
