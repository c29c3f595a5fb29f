from dataclasses import replace

import pytest
from django.db import connection

from salesgym.numbers.actions.imports import intake, taking_in, work
from salesgym.numbers.actions.imports.copying import Copy
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.models import Deal, Import, PersonAlias, RefusedLine, Source, WeeklyValue
from salesgym.numbers.queries.imports.owners import unknown_owners
from salesgym.people.models import User
from tests.numbers.bringing import AT, compare, csv_of, reasons, receive, say_yes, take

DEALS = "opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value"
WON = "A1,Marcus Bell,Won,10/22/2026,11/17/2026,4514"
WEEK = "Rep,Week,Outreach"


def decide(file, owners, by=None):
    intake.decide(import_id=file.pk, owners=owners, take_other=False, by=by)


def test_amounts_that_no_week_can_hold_are_a_sentence_and_change_nothing(rep):
    file = take(csv_of(DEALS, *(f"A{n},Marcus Bell,Won,10/22/2026,11/17/2026,900000000000" for n in (1, 2))))

    assert (file.state, "add up to more" in file.trouble) == (Import.State.REFUSED, True)
    assert not Deal.objects.exists()
    assert not WeeklyValue.objects.exists()


def test_counts_that_no_week_can_hold_are_a_sentence(rep):
    lines = ["Marcus Bell,2026-11-02,Call,999999999"] * 1100

    file = compare(csv_of("Owner,Date,Type,Count", *lines))

    assert (file.state, "add up to more" in file.trouble) == (Import.State.REFUSED, True)


@pytest.mark.django_db(transaction=True)
def test_who_waited_too_long_for_another_import_is_taken_in_later(rep):
    file = compare(csv_of(DEALS, WON))
    intake.confirm(import_id=file.pk)
    other = connection.copy()
    with other.cursor() as holder, connection.cursor() as cursor:
        holder.execute("SELECT pg_advisory_lock(hashtext(%s))", [taking_in.ONE_AT_A_TIME])
        cursor.execute("SET statement_timeout = 1000")
        intake.work(import_id=file.pk, at=AT)
        cursor.execute("RESET statement_timeout")
    other.close()
    file.refresh_from_db()
    assert file.state == Import.State.TAKING_IN

    intake.work(import_id=file.pk, at=AT)

    file.refresh_from_db()
    assert file.state == Import.State.DONE


def test_a_quota_longer_than_its_field_is_refused_with_its_line(rep):
    file = compare(csv_of("Rep,Period,Quota", "Marcus Bell,Q4 2026,1000000000000", "Marcus Bell,Q1 2027,5"))

    assert (file.state, file.added, file.refused) == (Import.State.READY, 1, 1)


def test_one_id_on_many_lines_is_told_with_a_few_of_them(rep):
    take(csv_of(DEALS, WON))

    file = compare(csv_of(DEALS, *(f"A1,Marcus Bell,Won,10/22/2026,11/17/2026,{n}" for n in range(300))))

    told = dict(reasons(file))
    assert len(told) == 300
    assert "on lines 2, 3, 4, 5, 6, … with different contents" in told[301]


def test_two_spellings_of_one_owner_are_decided_at_once(rep):
    file = compare(csv_of(WEEK, "J. Bell,2026-11-02,4", "j. bell,2026-11-09,5"))

    decide(file, {"J. Bell": rep.pk, "j. bell": rep.pk})

    assert say_yes(file).added == 2


def test_a_manager_matches_owners_to_people_whose_numbers_they_may_bring(rep, manager, stranger):
    file = compare(csv_of(WEEK, "M. Marxen,2026-11-02,4"), by=manager)

    for person_id in (stranger.pk, 987_654_321):
        with pytest.raises(intake.NotDecided, match="Choose from the list"):
            decide(file, {"M. Marxen": person_id}, by=manager)
    with pytest.raises(intake.NotDecided, match="Choose from the list"):
        decide(file, {"Priya Nair": rep.pk}, by=manager)

    assert not PersonAlias.objects.exists()


def test_what_was_said_of_an_owner_can_be_taken_back(rep):
    file = compare(csv_of(WEEK, "M. Bell,2026-11-02,4"))

    decide(file, {"M. Bell": None})
    decide(file, {})

    file.refresh_from_db()
    assert (file.left_out, file.refused) == (0, 1)
    assert not PersonAlias.objects.exists()


def test_inviting_one_owner_keeps_what_was_decided_about_the_others(rep, site_admin):
    file = compare(csv_of(WEEK, "M. Bell,2026-11-02,4", "N. Nobody,2026-11-02,4", "Nora Lind,2026-11-02,4"))
    decide(file, {"M. Bell": rep.pk, "N. Nobody": None})

    intake.invite_owner(
        import_id=file.pk,
        owner_key="Nora Lind",
        name="Nora Lind",
        email="nora@example.com",
        team=None,
        by=site_admin,
        at=AT,
    )

    file.refresh_from_db()
    nora = User.objects.get(email="nora@example.com")
    assert file.decisions["owners"] == {"M. Bell": rep.pk, "N. Nobody": None, "Nora Lind": nora.pk}
    assert (file.left_out, file.refused) == (1, 0)
    assert dict(PersonAlias.objects.values_list("key", "person")) == {
        "m. bell": rep.pk,
        "n. nobody": None,
        "nora lind": nora.pk,
    }


def test_an_owner_whom_another_manager_left_out_can_still_be_matched(manager, other_manager, stranger):
    first = compare(csv_of(WEEK, "M. Marxen,2026-11-02,4", "N. Nobody,2026-11-02,4"), by=manager)
    decide(first, {"M. Marxen": None}, by=manager)
    say_yes(first)

    file = compare(csv_of(WEEK, "M. Marxen,2026-11-02,4", "N. Nobody,2026-11-02,4"), by=other_manager)

    assert [(one.key, one.is_left_out) for one in unknown_owners(file)] == [
        ("N. Nobody", False),
        ("M. Marxen", True),
    ]
    decide(file, {"M. Marxen": stranger.pk}, by=other_manager)
    assert say_yes(file).added == 1


def test_my_reps_last_deal_follows_its_new_owner(rep, manager, stranger):
    take(csv_of(DEALS, WON), by=manager)

    moved = csv_of(DEALS, WON.replace("Marcus Bell", "Melvin Marxen"))
    take(moved, by=manager, chosen={"closed_owner": "move"})

    assert Deal.objects.get().owner == stranger


def test_words_in_brackets_behind_a_name_are_part_of_it(rep):
    file = compare(csv_of(WEEK, "Marcus Bell <Sales>,2026-11-02,4"))

    assert (file.added, file.refused) == (0, 1)


def test_an_address_is_found_behind_a_name_of_any_length(rep):
    lines = f"{'x' * 320},{rep.email},2026-11-02,4"

    assert compare(csv_of("Rep,Email,Week,Outreach", lines)).added == 1


def test_a_column_means_what_its_list_offers(rep):
    file = receive(csv_of("Rep,Week,Outreach", "Marcus Bell,2026-11-02,4"))
    decisions = decisions_from_json(file.decisions)

    for role in (
        "metric:wins",
        "metric:nothing",
        "week:rubbish",
        "week:2026-11-03",
        "period:2026-10-01/2",
        "king",
    ):
        layout = replace(decisions.layout, roles=("owner", "week", role))
        with pytest.raises(intake.NotDecided):
            intake.answer(import_id=file.pk, decisions=replace(decisions, layout=layout))


def test_a_source_is_the_same_in_other_capitals(rep):
    take(csv_of(DEALS, WON), source="Acme CRM")

    renamed = csv_of(DEALS.replace("close_date", "closed"), WON)
    again = take(renamed, source="acme crm")

    assert (again.added, again.unchanged) == (0, 1)
    assert Source.objects.get().name == "Acme CRM"


def test_a_file_of_other_columns_is_not_taken_to_come_from_where_the_last_came(rep):
    take(csv_of(DEALS, WON), source="Acme CRM")

    other = receive(csv_of(DEALS.replace("close_date", "closed"), WON))
    same = receive(csv_of(DEALS, WON.replace("Won", "Perhaps")))

    assert (other.state, other.decisions["source_name"]) == (Import.State.ASKING, "")
    assert (same.state, same.decisions["source_name"]) == (Import.State.ASKING, "Acme CRM")


def test_a_worker_whose_file_was_given_to_another_writes_no_more_of_its_lines(rep):
    file = receive(csv_of(WEEK, "Marcus Bell,2026-11-02,4"))
    decisions = decisions_from_json(file.decisions)
    intake.answer(import_id=file.pk, decisions=replace(decisions, source_name="CRM"))
    file.refresh_from_db()
    silent = work.claim(file.pk)
    Import.objects.filter(pk=file.pk).update(work_token=None)
    assert work.claim(file.pk)

    with (
        pytest.raises(work.WorkLost),
        Copy(RefusedLine, ["file", "line", "trouble", "reason"], hold=silent.hold) as rows,
    ):
        rows.add((file.pk, 2, "no_owner", "No owner is named."))
    assert not RefusedLine.objects.exists()


def test_owners_are_decided_again_after_the_file_is_read_by_another_column(rep):
    file = compare(csv_of("Rep,Second Rep,Week,Outreach", "M. Bell,B. Marcus,2026-11-02,4"))
    decide(file, {"M. Bell": rep.pk})
    file.refresh_from_db()
    decisions = decisions_from_json(file.decisions)
    layout = replace(decisions.layout, roles=("", "owner", "week", "metric:outreach"))
    intake.answer(import_id=file.pk, decisions=replace(decisions, layout=layout))
    intake.work(import_id=file.pk, at=AT)

    decide(file, {"M. Bell": rep.pk, "B. Marcus": rep.pk})

    assert say_yes(file).added == 1
