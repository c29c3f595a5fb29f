"""A file of numbers by the pages: from the upload to the yes, and back."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from salesgym.numbers.models import Deal, Import, WeeklyValue
from salesgym.people.models import Organization, User
from tests.factories.deals import SourceFactory
from tests.factories.imports import ImportFactory, RefusedLineFactory
from tests.factories.numbers import standard_metrics
from tests.factories.plans import PlanFactory
from tests.numbers.by_pages import HEADER, OPEN, WON, answer, bring, step, the_file, words

pytestmark = pytest.mark.django_db


def test_a_new_source_is_looked_at_once_and_goes_in_by_two_clicks(dana):
    asked = bring(dana, WON, OPEN)
    preview = answer(dana, asked)
    done = step(dana, "confirm_import")

    assert "Is this how it reads?" in words(asked)
    assert "Take in 2 changes" in words(preview)
    assert not re.search("Take in", words(done))
    assert "2 changes are in" in words(done)
    assert Deal.objects.count() == 2
    assert the_file().imported_by.name == "Dana Whitfield"


def test_the_next_file_is_one_drop_and_one_confirmation(dana):
    answer(dana, bring(dana, WON))
    step(dana, "confirm_import")

    preview = bring(dana, WON, OPEN)

    assert "Take in 1 change" in words(preview)


def test_nothing_changes_before_the_yes(dana):
    preview = answer(dana, bring(dana, WON))

    assert "Nothing has changed yet" in words(preview)
    assert not Deal.objects.exists()


def test_a_second_yes_finds_the_file_in(dana):
    answer(dana, bring(dana, WON))
    step(dana, "confirm_import")

    second = step(dana, "confirm_import")

    assert "moved on in the meantime" in words(second)
    assert Deal.objects.count() == 1


def test_a_changed_deal_stands_old_and_new_side_by_side(dana):
    answer(dana, bring(dana, WON))
    step(dana, "confirm_import")

    preview = words(bring(dana, WON.replace("4514", "5000")))

    assert "1 thing changes" in preview
    assert "$4,514" in preview
    assert "$5,000" in preview


def test_a_known_file_offers_nothing_to_take_in(dana):
    answer(dana, bring(dana, WON))
    step(dana, "confirm_import")

    page = words(bring(dana, WON))

    assert "Everything in this file is known already" in page
    assert "Take in" not in page


def test_an_unknown_stage_is_asked_and_the_answer_kept(dana):
    asked = bring(dana, WON, OPEN.replace("Prospecting", "Partner lane"))

    too_early = answer(dana, asked)
    preview = answer(dana, asked, **{"stage-3-1": "open"})

    assert "What do these stages mean?" in words(asked)
    assert "Say what this means." in words(too_early)
    assert "Take in 2 changes" in words(preview)


def test_a_missing_column_is_asked_for_and_keeps_what_was_chosen(dana):
    asked = bring(dana, WON)

    page = words(answer(dana, asked, **{"column-1": "", "source_name": "My CRM"}))

    assert "Which column says whose line it is?" in page
    assert 'value="My CRM"' in page
    assert the_file().state == Import.State.ASKING


def test_another_kind_is_guessed_anew_without_javascript(dana):
    asked = bring(dana, WON)

    page = words(answer(dana, asked, kind="activities", change="kind"))

    assert "Kind of activity" in page
    assert the_file().state == Import.State.ASKING


def test_how_it_is_read_can_be_corrected_from_the_preview(dana):
    answer(dana, bring(dana, WON))

    page = dana.get(reverse("numbers:import_file", args=[the_file().pk]) + "?columns")
    preview = answer(dana, page, source_name="Salesforce EU")

    assert "Opportunity Owner" in words(page)
    assert "Salesforce EU" in words(preview)


def test_another_line_of_names_reads_the_file_again(dana):
    asked = bring(dana, HEADER, WON, header="Region North,,,,,,", name="report.csv")

    page = words(answer(dana, asked, header_line="2"))

    assert the_file().state in {Import.State.ASKING, Import.State.READY}
    assert "Opportunity Owner" in page or "What this file changes" in page


def test_typed_numbers_give_way_and_the_preview_says_whose_and_that_they_stay_beside(dana, rep, manager):
    metrics = standard_metrics()
    typed = WeeklyValue.objects.create(
        rep=rep,
        metric=metrics["meetings"],
        week_start="2026-10-19",
        value=9,
        source="typed",
        entered_by=manager,
        entered_at="2026-10-26T09:00Z",
    )
    header, line = "Rep,Week,Meetings", "Marcus Bell,2026-10-19,12"
    preview = words(answer(dana, bring(dana, line, header=header), source_name="Sheet"))

    step(dana, "confirm_import")

    assert "1 number was typed. The file's counts; what was typed stays beside it" in preview
    assert "Typed by Dana Whitfield on 26 Oct. The file&#x27;s number counts" in preview
    assert "Take in 1 change" in preview
    typed.refresh_from_db()
    assert (typed.value, typed.source, typed.typed_value, typed.typed_by) == (12, "import", 9, manager)


def test_numbers_of_another_source_stay_unless_the_bringer_takes_the_files(dana, rep):
    WeeklyValue.objects.create(
        rep=rep,
        metric=standard_metrics()["meetings"],
        week_start="2026-10-19",
        value=9,
        source="import",
        origin=ImportFactory(kind="numbers", source=SourceFactory(kind="numbers", name="Salesforce")),
        entered_at="2026-10-26T09:00Z",
    )
    preview = words(
        answer(
            dana, bring(dana, "Marcus Bell,2026-10-19,12", header="Rep,Week,Meetings"), source_name="Sheet"
        )
    )

    taken = words(step(dana, "decide_import", other="take"))
    step(dana, "confirm_import")

    assert "Another number stands there" in preview
    assert "imported from Salesforce" in preview
    assert "Take in 1 change" in taken
    assert WeeklyValue.objects.get(rep=rep).value == 12


def test_lines_to_put_right_come_grouped_and_as_a_csv_that_no_spreadsheet_runs(dana):
    preview = words(
        answer(
            dana,
            bring(
                dana,
                WON,
                WON.replace("A1", "A7").replace("4514", "=1+1"),
                WON.replace("A1,Marcus Bell", "A8,"),
            ),
            blank_owner="leave-out",
        )
    )
    file = the_file()
    RefusedLineFactory(file=file, line=99, reason="=cmd")

    download = dana.get(reverse("numbers:refused_lines", args=[file.pk]))
    content = b"".join(download.streaming_content).decode()

    assert "lines to correct" in preview
    assert "No owner is named" in content
    assert "99,'=cmd" in content
    assert download.headers["Content-Disposition"] == 'attachment; filename="deals-left-out.csv"'


def test_a_discarded_file_changes_nothing_and_says_so(dana):
    answer(dana, bring(dana, WON))

    page = words(step(dana, "cancel_import"))

    assert "File discarded. Nothing was changed." in page
    assert not Deal.objects.exists()
    assert the_file().state == Import.State.CANCELLED


def test_an_import_is_taken_back_after_asking_once(dana):
    answer(dana, bring(dana, WON))
    step(dana, "confirm_import")
    undo = reverse("numbers:undo_import", args=[the_file().pk])

    asked = dana.get(undo)
    page = dana.post(undo, follow=True)

    assert "Undo this import?" in words(asked)
    assert "This import was taken back" in words(page)
    assert not Deal.objects.exists()


def test_an_import_that_a_newer_one_stands_on_says_why_it_stays(dana):
    answer(dana, bring(dana, WON))
    step(dana, "confirm_import")
    first = the_file()
    bring(dana, WON, OPEN)
    step(dana, "confirm_import")

    page = words(dana.get(reverse("numbers:undo_import", args=[first.pk])))

    assert "This import stays" in page
    assert "Undo that one first" in page


def test_a_file_that_is_in_says_what_stands_on_its_numbers(dana):
    """The signed start of a plan holds the week of the deal, whenever that was."""
    rep = User.objects.get(name="Marcus Bell")
    PlanFactory(
        rep=rep, manager=User.objects.get(name="Dana Whitfield"), active=True, starts_on=date(2026, 11, 23)
    )
    answer(dana, bring(dana, WON))

    done = words(step(dana, "confirm_import"))

    assert "What stands on these numbers" in done
    assert "The start of the plan, 13 weeks to 22 Nov, which stays as it was signed" in done
    assert "Undo this import" in done
    assert "Nothing stands on" not in done


def test_a_week_that_still_runs_is_named_before_and_after_the_yes(dana):
    on = Organization.objects.current().day(timezone.now())
    running = f"The week of {date_format(on - timedelta(days=on.weekday()), 'j F')} still runs"
    over = WON.replace("11/20/2026", "11/20/2025").replace("10/13/2026", "10/13/2025")
    preview = answer(dana, bring(dana, over))
    assert "still runs" not in words(preview)
    assert "still runs" not in words(step(dana, "confirm_import"))

    now = f"A3,Marcus Bell,Acme,Closed Won,100,10/13/2025,{on:%m/%d/%Y}"
    assert running in words(bring(dana, over, now))
    assert running in words(step(dana, "confirm_import"))


def test_a_line_without_an_owner_is_asked_about_with_the_line_above_and_no_answer_is_chosen(dana):
    blank = "A3,,Hooli,Closed Won,100,10/14/2026,11/19/2026"
    asked = bring(dana, WON, blank)

    page = words(asked)
    assert "Line 3 has no owner. Same as the line above?" in page
    assert "Line 3 names nobody, and above it stands Marcus Bell." in page
    assert "1 line goes to Marcus Bell." in page
    assert "1 line stays out." in page
    assert not re.search(r'name="blank_owner"[^>]*checked', page)
    assert "Choose whose the lines without an owner are." in words(answer(dana, asked))

    preview = words(answer(dana, asked, blank_owner="above"))
    assert re.search(r"Owner of the line above</dt>\s*<dd>\s*1 line", preview)
    step(dana, "confirm_import")

    assert Deal.objects.filter(owner__name="Marcus Bell").count() == 2
    assert "Take in 1 change" in words(bring(dana, WON, blank, "A4,,Hooli,Prospecting,1,10/14/2026,"))
