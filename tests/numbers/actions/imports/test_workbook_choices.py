"""A workbook's other sheets and hidden rows are decided before anything goes in, and may be decided again."""

import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from salesgym.numbers.actions.imports import choosing, intake, lacks
from salesgym.numbers.calculations.importing.lacks import Code
from salesgym.numbers.calculations.importing.question import About
from salesgym.numbers.calculations.importing.stored import decisions_from_json
from salesgym.numbers.management.reporting import report_of
from salesgym.numbers.models import Deal, Import, UploadChunk
from tests.factories.people import RepFactory, UserFactory
from tests.numbers.bringing import AT, compare, receive, say_yes

HEAD = ("Deal ID", "Deal name", "Deal owner", "Amount", "Deal stage", "Create date", "Close date")


def content(rep, *, opened="2026-09-01", closed="2026-10-02", **sheets):
    """A workbook with sheets of this many won deals; every second row of the sheet Filtered is hidden."""
    book = Workbook()
    book.remove(book.active)
    for title, count in sheets.items():
        sheet = book.create_sheet(title)
        sheet.append(HEAD)
        for n in range(1, count + 1):
            sheet.append((f"{title}-{n}", "Deal", rep.email, 100, "Closed won", opened, closed))
        for row in range(2, count + 2, 2):
            sheet.row_dimensions[row].hidden = title == "Filtered"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def choose(file, **chosen):
    choosing.choose(import_id=file.pk, chosen=chosen)
    intake.work(import_id=file.pk, at=AT)
    file.refresh_from_db()
    return file


@pytest.mark.django_db
def test_sheets_are_chosen_and_chosen_again_until_the_file_is_in(rep):
    file = compare(content(rep, Rae=3, Tom=2), file_name="deals.xlsx")
    with pytest.raises(intake.NotDecided):
        intake.confirm(import_id=file.pk)

    counts = [
        choose(file, other_sheets=option).look["lines"] for option in ("Tom", "this_sheet", "all_sheets")
    ]
    assert file.state == Import.State.READY
    say_yes(file)

    assert counts == [2, 3, 5]
    assert sorted(Deal.objects.values_list("external_id", flat=True))[-2:] == ["Tom-1", "Tom-2"]
    assert Deal.objects.count() == 5
    assert not UploadChunk.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("option", "deals"), [("leave_out", 2), ("read", 4)])
def test_hidden_rows_go_in_as_somebody_says(rep, tmp_path, option, deals):
    path = tmp_path / "deals.xlsx"
    path.write_bytes(content(rep, Filtered=4))

    with pytest.raises(CommandError, match='Say --choose "hidden_rows=leave_out"') as asked:
        call_command("import_deals", str(path))
    call_command("import_deals", str(path), "--choose", f"hidden_rows={option}")

    assert asked.value.returncode == 2
    assert Deal.objects.count() == deals


@pytest.mark.django_db
def test_an_amount_that_is_a_formula_without_a_result_is_named_and_counts_as_empty(rep):
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(("F-1", "Deal", rep.email, "=2*500", "Closed won", "2026-09-01", "2026-10-02"))
    book.active.append(("F-2", "=1+1", rep.email, 250, "Closed won", "2026-09-01", "2026-10-02"))
    file = io.BytesIO()
    book.save(file)

    stored = say_yes(compare(file.getvalue(), file_name="deals.xlsx"))

    lack = next(lack for lack in lacks.found(stored) if lack.code is Code.EMPTY_FORMULAS)
    assert (lack.lines, lack.count) == ((2, 3), 2)
    assert dict(Deal.objects.values_list("external_id", "amount_minor")) == {"F-1": None, "F-2": 25000}


@pytest.mark.django_db
def test_a_refused_line_of_joined_sheets_is_named_by_its_sheet_and_row(rep):
    book = Workbook()
    book.remove(book.active)
    for title, amounts in (("Rae", (100, 100)), ("Tom", (-5,))):
        sheet = book.create_sheet(title)
        sheet.append(HEAD)
        for n, amount in enumerate(amounts):
            sheet.append(
                (f"{title}-{n}", "Deal", rep.email, amount, "Closed won", "2026-09-01", "2026-10-02")
            )
    kept = io.BytesIO()
    book.save(kept)

    file = choose(compare(kept.getvalue(), file_name="deals.xlsx"), other_sheets="all_sheets")

    [refused] = report_of(file, kind="deals")["refused"]
    assert (refused["line"], refused["reason"][:19]) == (4, "Sheet Tom, line 2: ")


def joined(*rows, columns=HEAD):
    """A workbook with two sheets, Rae with three won deals and Tom with these rows."""
    book = Workbook()
    book.remove(book.active)
    deals = [
        (f"R-{n}", "Deal", "rep@example.com", 100, "Closed won", "2026-09-01", "2026-10-02") for n in range(3)
    ]
    for title, lines in (("Rae", deals), ("Tom", rows)):
        sheet = book.create_sheet(title)
        sheet.append(columns)
        for line in lines:
            sheet.append(line[: len(columns)] if columns is HEAD else line[1:])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


WHOLE = ("T-1", "Deal", "rep@example.com", 100, "Closed won", "2026-09-01", "2026-10-02")
FUTURE = ("T-2", "Deal", "rep@example.com", 100, "Closed won", "2026-09-01", "2027-10-02")
NOBODY = ("T-3", "Deal", "Ana Else", 100, "Closed won", "2026-09-01", "2026-10-02")
BLANK = ("T-4", "Deal", "rep@example.com", None, "Closed won", "2026-09-01", "2026-10-02")
TWICE = ("R-1", "Deal", "rep@example.com", 100, "Closed lost", "2026-09-01", "2026-10-02")


@pytest.mark.django_db
def test_what_is_found_in_joined_sheets_is_named_by_sheet_and_line_on_the_page(organization, client):
    RepFactory(email="rep@example.com")
    admin = UserFactory(site_admin=True)
    client.force_login(admin)
    file = compare(joined(WHOLE, FUTURE, NOBODY, TWICE, BLANK), file_name="deals.xlsx", by=admin)
    choose(file, other_sheets="all_sheets")

    page = client.get(f"/numbers/imports/{file.pk}/")
    lacks_said = {one.code: one.lines for one in page.context["lacks"].lines}
    reasons = {one.lines: one.text for one in page.context["preview"].reasons}

    assert lacks_said["no_amount"] == "In sheet Tom, line 6."
    assert reasons["sheet Tom, line 3"].startswith("The date 2027-10-02 lies in the future.")
    assert reasons["sheet Tom, line 4"].startswith('Nobody here is called "Ana Else".')
    assert reasons["sheet Tom, line 5; sheet Rae, line 3"] == (
        "The id R-1 stands in several places with different contents: sheet Tom, line 5; sheet Rae, line 3. "
        "Keep the right one."
    )
    assert "sheet Tom, line 3" in page.content.decode()


@pytest.mark.django_db
def test_lines_of_joined_sheets_that_look_alike_are_named_by_sheet_and_line(organization):
    RepFactory(email="rep@example.com")
    content = joined((*WHOLE[:3], 250, *WHOLE[4:]), columns=HEAD[1:])
    file = compare(content, file_name="deals.xlsx", layout={"is_without_id": True})
    choose(file, other_sheets="all_sheets", no_id="go_on_without")

    said = {reason for _line, reason in file.refused_lines.values_list("line", "reason")}
    alike = "Two deals look alike: sheet Rae, line 2; sheet Rae, line 3; sheet Rae, line 4; sheet Tom, line 2 share"
    assert [text[: len(alike)] for text in said] == [alike]


@pytest.mark.django_db
def test_the_csv_and_the_command_name_sheet_and_line(organization, client, tmp_path, capsys):
    RepFactory(email="rep@example.com")
    admin = UserFactory(site_admin=True)
    client.force_login(admin)
    path = tmp_path / "deals.xlsx"
    path.write_bytes(joined(WHOLE, FUTURE))
    file = compare(path.read_bytes(), file_name="deals.xlsx", by=admin)
    choose(file, other_sheets="all_sheets")

    kept = b"".join(client.get(f"/numbers/imports/{file.pk}/left-out.csv").streaming_content).decode()
    call_command("import_deals", str(path), "--choose", "other_sheets=all_sheets")

    assert "3,Tom,The date 2027-10-02 lies in the future. Check it.,T-2," in kept
    assert "\nSheet Tom, line 3: The date 2027-10-02" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_preview_and_the_page_afterwards_name_the_sheets(rep, client):
    admin = UserFactory(site_admin=True)
    client.force_login(admin)
    file = compare(content(rep, Rae=3, Tom=2), file_name="deals.xlsx", by=admin)

    asked = client.get(f"/numbers/imports/{file.pk}/").content.decode()
    say_yes(choose(file, other_sheets="this_sheet"))
    done = client.get(f"/numbers/imports/{file.pk}/").content.decode()

    assert "Read, with its lines: Rae (3). Not read: Tom (2)." in asked
    assert all("sheet Tom, 2 lines" in " ".join(page.split()) for page in (asked, done))


@pytest.mark.django_db
def test_an_answered_order_of_dates_holds_for_the_other_sheet(rep):
    file = receive(content(rep, opened="9/1/2026", closed="10/2/2026", Rae=3, Tom=2), file_name="deals.xlsx")
    assert file.state == Import.State.ASKING
    intake.answer(import_id=file.pk, decisions=decisions_from_json(file.decisions))
    intake.work(import_id=file.pk, at=AT)

    assert choose(file, other_sheets="Tom").state == Import.State.READY


@pytest.mark.django_db
def test_an_order_that_nobody_answered_is_asked_of_the_other_sheet(rep):
    book = Workbook()
    for sheet, day in ((book.active, "2026-10-02"), (book.create_sheet("Tom"), "10/2/2026")):
        sheet.append(HEAD)
        sheet.append((f"{sheet.title}-1", "Deal", rep.email, 100, "Closed won", day, day))
    content = io.BytesIO()
    book.save(content)

    file = choose(compare(content.getvalue(), file_name="deals.xlsx"), other_sheets="Tom")

    assert [one.about for one in decisions_from_json(file.decisions).questions] == [About.DATE_ORDER]
