from datetime import date
from decimal import Decimal

from salesgym.numbers.models import Import, Quota, WeeklyValue
from salesgym.numbers.queries.imports.owners import unknown_owners
from tests.factories.numbers import QuotaFactory, WeeklyValueFactory, standard_metrics
from tests.factories.people import LeaveFactory, RepFactory
from tests.numbers.bringing import compare, counts, csv_of, reasons, say_yes, take

MONDAY = date(2026, 11, 2)
NEXT = date(2026, 11, 9)
WEEKS = ("Rep,Week,Outreach,Conversations", "Marcus Bell,2026-11-02,40,12", "Marcus Bell,2026-11-09,38,")
CALLS = (
    "Owner,Date,Type",
    "Marcus Bell,2026-11-02,Call",
    "Marcus Bell,2026-11-03,Email",
    "Marcus Bell,2026-11-04,Meeting",
    "Marcus Bell,2026-11-16,Call",
)


def value(rep, key, week=MONDAY):
    found = WeeklyValue.objects.filter(rep=rep, metric__key=key, week_start=week).first()
    return found and found.value


def test_weekly_numbers_go_in_and_an_empty_cell_is_no_zero(rep):
    file = take(csv_of(*WEEKS))

    assert counts(file) == (2, 3, 0, 0, 0)
    assert (value(rep, "outreach"), value(rep, "conversations")) == (40, 12)
    assert (value(rep, "outreach", NEXT), value(rep, "conversations", NEXT)) == (38, None)
    stored = WeeklyValue.objects.filter(rep=rep)
    assert {(one.source, one.origin_id) for one in stored} == {("import", file.pk)}


def test_the_same_numbers_twice_change_nothing(rep):
    take(csv_of(*WEEKS))

    again = take(csv_of(*WEEKS))

    assert counts(again) == (2, 0, 0, 3, 0)


def test_the_order_of_lines_never_matters(rep):
    head, *lines = WEEKS
    take(csv_of(head, *reversed(lines)))

    assert counts(compare(csv_of(*WEEKS))) == (2, 0, 0, 3, 0)


def test_a_corrected_number_is_changed_and_the_old_one_kept_for_an_undo(rep):
    take(csv_of(*WEEKS))

    file = take(csv_of(WEEKS[0], "Marcus Bell,2026-11-02,41,12"))

    assert counts(file) == (1, 0, 1, 1, 0)
    assert value(rep, "outreach") == 41
    assert Decimal(file.changes.get().before["value"]) == 40


def test_a_number_of_another_source_stays_unless_the_person_says_so(rep):
    take(csv_of(*CALLS))

    file = take(csv_of("Rep,Week,Outreach", "Marcus Bell,2026-11-02,9"), source="Spreadsheet")

    assert (file.conflicts, file.changed) == (1, 0)
    assert value(rep, "outreach") == 2


def test_two_values_for_one_number_are_both_refused(rep):
    file = compare(csv_of(WEEKS[0], "Marcus Bell,2026-11-02,40,12", "Marcus Bell,2026-11-02,41,12"))

    assert [line for line, _reason in reasons(file)] == [2, 3]
    assert (file.added, file.refused) == (1, 2)


def test_numbers_that_follow_from_deals_are_not_taken_from_a_list(rep):
    file = take(csv_of("Rep,Week,Outreach,Wins", "Marcus Bell,2026-11-02,40,3"))

    assert value(rep, "wins") is None
    assert value(rep, "outreach") == 40
    assert file.state == Import.State.DONE


def test_activities_are_summed_to_weeks_and_quiet_weeks_are_zeros(rep):
    take(csv_of(*CALLS))

    assert (value(rep, "outreach"), value(rep, "meetings")) == (2, 1)
    assert (value(rep, "outreach", NEXT), value(rep, "meetings", NEXT)) == (0, 0)
    assert value(rep, "outreach", date(2026, 11, 16)) == 1


def test_a_file_that_says_nothing_of_a_known_number_leaves_it(rep):
    take(csv_of("Rep,Week,Outreach", "Marcus Bell,2026-11-09,31"))

    file = take(csv_of(*CALLS))

    assert value(rep, "outreach", NEXT) == 31
    assert file.changed == 0


def test_a_quiet_week_away_is_no_zero(rep):
    LeaveFactory(person=rep, starts_on=NEXT, ends_on=date(2026, 11, 15))

    take(csv_of(*CALLS))

    assert value(rep, "outreach", NEXT) is None


def test_a_week_that_the_file_begins_in_the_middle_of_keeps_what_was_known(rep):
    take(csv_of(*CALLS))

    file = take(csv_of(CALLS[0], "Marcus Bell,2026-11-03,Email", "Marcus Bell,2026-11-04,Meeting"))

    assert value(rep, "outreach") == 2
    assert file.changed == 0


def test_another_teams_people_are_left_out_of_a_managers_file(rep, manager, stranger):
    lines = (*WEEKS, "Melvin Marxen,2026-11-02,50,9")

    file = take(csv_of(*lines), by=manager)

    assert (file.added, file.left_out, file.refused) == (3, 1, 0)
    assert value(stranger, "outreach") is None


def test_people_are_found_by_their_address_first(rep):
    other = RepFactory(name="Marcus Bell")

    take(csv_of("Owner,Owner Email,Week,Outreach", f"Marcus Bell,{other.email.upper()},2026-11-02,7"))

    assert value(other, "outreach") == 7
    assert value(rep, "outreach") is None


def test_an_unknown_owner_is_asked_about_by_their_lines(rep):
    file = compare(csv_of(WEEKS[0], "Tom Nobody,2026-11-02,40,12", "Tom Nobody,2026-11-09,38,9"))

    [unknown] = unknown_owners(file)
    assert (unknown.text, unknown.lines, unknown.candidates) == ("Tom Nobody", 2, ())


def test_quotas_go_in_and_are_corrected(rep):
    QuotaFactory(rep=rep, starts_on=date(2026, 10, 1), amount=20_000)

    file = take(csv_of("Rep,Period,Quota", "Marcus Bell,Q4 2026,25000", "Marcus Bell,2026-11,9000"))

    assert counts(file) == (2, 1, 1, 0, 0)
    told = set(Quota.objects.filter(rep=rep).values_list("starts_on", "months", "amount"))
    assert told == {(date(2026, 10, 1), 3, Decimal(25_000)), (date(2026, 11, 1), 1, Decimal(9_000))}


def test_a_rep_who_came_later_has_no_zeros_before(rep, team):
    priya = RepFactory(name="Priya Nair", team=team)

    take(csv_of(CALLS[0], "Marcus Bell,2026-10-05,Call", *CALLS[1:], "Priya Nair,2026-11-09,Call"))

    assert value(priya, "outreach", MONDAY) is None
    assert (value(rep, "outreach", date(2026, 10, 12)), value(priya, "outreach", date(2026, 11, 16))) == (
        0,
        0,
    )


def test_a_rep_who_was_there_before_has_zeros_from_the_files_start(rep, team):
    priya = RepFactory(name="Priya Nair", team=team)
    WeeklyValueFactory(rep=priya, week_start=date(2026, 10, 5))

    take(csv_of(*CALLS, "Priya Nair,2026-11-09,Call"))

    assert value(priya, "outreach", MONDAY) == 0


def test_a_week_that_the_file_ends_in_the_middle_of_keeps_what_a_fuller_file_knew(rep):
    take(csv_of(*CALLS[:4], "Marcus Bell,2026-11-05,Call"))

    older = take(csv_of(*CALLS[:3]))

    assert (value(rep, "outreach"), older.changed) == (3, 0)


def test_a_file_that_reaches_as_far_may_take_away(rep):
    take(csv_of(*CALLS[:3], "Marcus Bell,2026-11-03,Call"))

    take(csv_of(*CALLS[:3]))

    assert value(rep, "outreach") == 2


def test_a_number_typed_anew_before_the_yes_is_shown_again(rep):
    typed = WeeklyValueFactory(rep=rep, metric=standard_metrics()["outreach"], week_start=MONDAY, value=44)
    file = compare(csv_of(*WEEKS))
    WeeklyValue.objects.filter(pk=typed.pk).update(value=45)

    assert say_yes(file).state == Import.State.READY
    assert value(rep, "outreach") == 45
    assert say_yes(file).state == Import.State.DONE


DAYS = (
    "Rep,Date,Outreach",
    "Marcus Bell,2026-11-02,10",
    "Marcus Bell,2026-11-03,12",
    "Marcus Bell,2026-11-05,9",
    "Marcus Bell,2026-11-09,7",
)


def test_numbers_by_day_add_up_to_weeks(rep):
    file = take(csv_of(*DAYS, DAYS[1]))

    assert (counts(file), file.newest_on) == ((5, 2, 0, 0, 0), NEXT)
    assert (value(rep, "outreach"), value(rep, "outreach", NEXT)) == (31, 7)


def test_two_numbers_of_one_day_are_refused(rep):
    file = compare(csv_of(*DAYS, "Marcus Bell,2026-11-09,8"))

    assert [line for line, _reason in reasons(file)] == [5, 6]
    assert file.added == 1


def test_numbers_by_day_that_begin_in_mid_week_keep_what_was_known(rep):
    take(csv_of(*DAYS))

    take(csv_of(DAYS[0], *DAYS[2:]))

    assert value(rep, "outreach") == 31


def test_a_week_given_by_two_of_its_days_once_is_a_slip_and_no_sum(rep):
    file = compare(csv_of(DAYS[0], *DAYS[1:3], DAYS[4], "Marcus Bell,2026-11-16,7"))

    assert [line for line, _reason in reasons(file)] == [2, 3]


def test_percent_cells_are_read_by_the_unit_of_the_metric(rep):
    take(csv_of("Rep,Week,Metric,Value", "Marcus Bell,2026-11-02,Discount points,12%"))

    assert value(rep, "discount_points") == 12
