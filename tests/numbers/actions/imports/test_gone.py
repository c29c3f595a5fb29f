"""Known deals that a full export no longer has: kept unless somebody takes them out, and back after an undo."""

import pytest
from django.db.models import Sum

from salesgym.numbers.actions.imports import choosing, intake, lacks, undoing
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.models import Deal, TeamWeek, WeeklyValue
from salesgym.numbers.pages.imports import read
from salesgym.numbers.queries.imports import sums
from salesgym.numbers.queries.imports.preview import preview_of
from tests.factories.people import UserFactory
from tests.numbers.bringing import AT, choose, compare, csv_of, say_yes, take

pytestmark = pytest.mark.django_db
HEAD = "Opportunity ID,Opportunity Owner,Opportunity Name,Stage,Amount,Created Date,Close Date"

HOP = "D90,{0.email},Hop,Closed Won,250,9/1/2026,9/20/2026\n"


def lines_of(*people, without=(), last=12):
    return csv_of(
        HEAD,
        *(
            f"D{number},{people[number % len(people)].email},Deal {number},Closed Won,100,9/1/2026,10/{number + 1}/2026"
            for number in range(last)
            if number not in without
        ),
    )


def gone_in(content, **options):
    file = compare(content, **options)
    return next((lack.count for lack in lacks.found(file) if lack.code is Code.GONE_FROM_FILE), 0)


def numbers():
    """Everything that is counted from deals, of reps and of teams."""
    values = WeeklyValue.objects.values_list("rep", "metric__key", "week_start", "value")
    return set(values), set(TeamWeek.objects.values_list("team", "metric__key", "week_start", "total"))


def without_deals():
    """As nothing had come in, so that a file is the first one."""
    for rows in (WeeklyValue.objects, TeamWeek.objects, Deal.everything):
        rows.all().delete()


def wins():
    return WeeklyValue.objects.filter(metric__key="wins").aggregate(all=Sum("value"))["all"]


def about_to_take_out(content):
    file = compare(content)
    choosing.choose(import_id=file.pk, chosen={"gone_from_file": "take_out"})
    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()
    return file


def taken_out(content):
    return say_yes(about_to_take_out(content))


def test_a_deal_that_is_gone_stays_unless_somebody_takes_it_out(rep):
    take(lines_of(rep))

    file = compare(lines_of(rep, without={5}))
    lack = next(lack for lack in lacks.found(file) if lack.code is Code.GONE_FROM_FILE)
    say_yes(file)

    assert (lack.count, lack.options, lack.details["deals"]) == (1, ("keep", "take_out"), "Deal 5")
    assert (Deal.objects.count(), wins()) == (12, 12)


def test_what_is_taken_out_counts_nowhere_until_the_file_is_undone(rep):
    take(lines_of(rep))

    file = taken_out(lines_of(rep, without={5}))
    assert (Deal.objects.count(), wins(), file.changed) == (11, 11, 1)
    assert Deal.everything.get(external_id="D5").taken_out_at == AT

    undoing.undo(import_id=file.pk, by=None, at=AT)
    assert (Deal.objects.count(), wins()) == (12, 12)


def test_the_preview_says_what_the_numbers_are_without_it(rep):
    """Its month is one of which the file has no line of this owner."""
    take(lines_of(rep) + HOP.format(rep).encode())

    file = about_to_take_out(lines_of(rep))
    [owner] = sums.sums_of(file).owners
    september, october = ((one.before.wins, one.after.wins) for one in owner.months)
    moves = preview_of(file, reader=rep, page=None).touched.people
    say_yes(file)
    [in_all] = file.decisions["sums"]

    assert (september, october) == ((1, 0), (12, 12))
    assert moves == (rep,)
    assert (in_all["wins_before"], in_all["wins"], in_all["revenue"]) == (13, 12, 120_000)
    assert wins() == 12


def test_a_deal_that_nobody_saw_does_not_go_out(rep):
    take(lines_of(rep, last=30))
    file = about_to_take_out(lines_of(rep, last=30, without={5}))
    intake.confirm(import_id=file.pk)
    take(lines_of(rep, last=30) + HOP.format(rep).encode())

    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()
    assert (file.state, Deal.objects.count()) == ("ready", 31)
    assert "changed since you looked" in file.trouble
    [lack] = [lack for lack in lacks.found(file) if lack.code is Code.GONE_FROM_FILE]
    assert (lack.count, lack.details["deals"]) == (2, "Deal 5, Hop")

    assert (say_yes(file).state, Deal.objects.count()) == ("done", 29)


def test_what_was_taken_out_does_not_come_back_with_a_file(rep):
    take(lines_of(rep))
    taken_out(lines_of(rep, without={5}))

    file = take(lines_of(rep, last=13))

    assert (file.added, file.changed, file.unchanged, file.left_out) == (1, 0, 11, 1)
    assert (Deal.objects.count(), wins()) == (12, 12)


def test_a_line_of_a_deal_that_was_taken_out_says_so(rep, stranger, manager):
    take(lines_of(rep))
    taken_out(lines_of(rep, without={5}))
    elsewhere = f"X1,{stranger.email},Other,Closed Won,100,9/1/2026,10/2/2026\n".encode()

    file = compare(lines_of(rep) + elsewhere, by=manager)

    assert read.left_out(file, decisions_from_json(file.decisions)) == (
        "1 line of people whose numbers you do not bring.",
        "1 line of a deal that was taken out of the numbers.",
    )


def test_a_part_of_the_source_says_nothing_about_the_rest(rep):
    other = UserFactory(name="Rae One")
    take(lines_of(rep, other))

    assert gone_in(lines_of(rep, other, without={3, 5})) == 0
    assert gone_in(lines_of(rep, other, without={0})) == 1
    assert gone_in(lines_of(rep, other, without=set(range(1, 12, 2)))) == 0
    assert gone_in(lines_of(rep, other, without={11})) == 0


def test_a_line_that_cannot_be_read_may_be_the_deal(rep):
    take(lines_of(rep))
    broken = lines_of(rep).replace(b"D5,", b",")

    assert gone_in(broken) == 0


def test_a_file_that_moves_its_source_says_nothing_of_what_is_gone(rep):
    """Its span has moved by four weeks, and the known deals in it have not."""
    early = f"D91,{rep.email},Early,Closed Won,100,8/1/2026,9/1/2026\n".encode()
    take(lines_of(rep) + early)
    part = lines_of(rep, without={5}) + early

    assert (gone_in(part, shift_to_now=True), gone_in(part)) == (0, 1)


def test_the_numbers_are_those_without_a_first_deal_that_is_taken_out_and_whole_after_the_undo(rep):
    early = UserFactory(name="Rae One")
    of_others = [
        f"E{number},{early.email},Early {number},Closed Won,100,6/1/2026,10/{number + 1}/2026"
        for number in range(20)
    ]
    own = [
        f"A,{rep.email},First,Closed Won,100,6/1/2026,6/20/2026",
        f"B,{rep.email},Second,Closed Won,200,9/1/2026,9/20/2026",
    ]
    take(csv_of(HEAD, *of_others, own[1]))
    lacking = numbers()
    without_deals()
    take(csv_of(HEAD, *of_others, *own))
    whole = numbers()

    file = taken_out(csv_of(HEAD, *of_others, own[1]))
    assert numbers() == lacking

    undoing.undo(import_id=file.pk, by=None, at=AT)
    assert numbers() == whole


def test_a_deal_whose_line_is_left_out_as_known_is_not_gone(rep):
    take(lines_of(rep, last=24))
    renumbered = lines_of(rep, without={4}, last=24).replace(b"D5,", b"E5,")

    file = choose(compare(renumbered), known_elsewhere="leave_out", gone_from_file="take_out")

    lack = next(lack for lack in lacks.found(file) if lack.code is Code.GONE_FROM_FILE)
    assert (lack.count, lack.details["deals"], file.left_out) == (1, "Deal 4", 1)
    say_yes(file)
    assert set(Deal.everything.exclude(taken_out_at=None).values_list("external_id", flat=True)) == {"D4"}
    assert (Deal.objects.count(), wins()) == (23, 23)
