import pytest
from django.db import connection

from salesgym.numbers.actions import intake, taking_in
from salesgym.numbers.models import Deal, Import, WeeklyValue
from tests.numbers.bringing import AT, compare, csv_of, reasons, take

DEALS = "opportunity_id,sales_agent,deal_stage,engage_date,close_date,close_value"
WON = "A1,Marcus Bell,Won,10/22/2026,11/17/2026,4514"


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
    intake.confirm(import_id=file.pk, by=None, at=AT)
    other = connection.copy()
    with other.cursor() as holder, connection.cursor() as cursor:
        holder.execute("SELECT pg_advisory_lock(%s)", [taking_in.ONE_AT_A_TIME])
        cursor.execute("SET statement_timeout = 100")
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
