"""A week of a rep on a phone, of a mentor and of a manager: each does in the browser what their days ask of them."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from coaching.actions import comment
from coaching.models import CheckIn, Comment, Confidence, HelpRating, PracticeEntry
from plans.models import Commitment, Milestone, Plan, Scoring
from salesgym.people.models import User
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THREE_TAPS, EIGHT_CLICKS = 3, 8
PROMISED = "A price sheet with three stories"
NOTES = "A trade before any price."
TRADE = "Ask for one trade in every price talk"


class Clicks:
    """Clicks that are counted."""

    def __init__(self) -> None:
        self.count = 0

    def on(self, one: Locator) -> None:
        self.count += 1
        one.click()


def button(place: Page | Locator, name: str) -> Locator:
    return place.get_by_role("button", name=name, exact=True)


def press(place: Page | Locator, role: str, name: str) -> None:
    """Press the first one that leads to another page."""
    one = place.get_by_role(role, name=name, exact=True).first
    page = one.page
    with page.expect_navigation():
        one.click()


def talk_in(harbor: dict, minutes: int) -> CheckIn:
    """The one talk of Marcus and Dana that is not over, so many minutes from now."""
    at = timezone.now()
    CheckIn.objects.filter(rep_confirmed_at=None, lead_confirmed_at=None, started_at=None).update(
        called_off_at=at
    )
    return CheckInFactory(
        rep=harbor["marcus"], led_by=harbor["dana"], planned_for=at + timedelta(minutes=minutes)
    )


def they_talk(talk: CheckIn) -> None:
    """The talk was held, and its leader has said yes."""
    ended_at = timezone.now() - timedelta(minutes=1)
    started_at = ended_at - timedelta(minutes=20)
    CheckIn.objects.filter(pk=talk.pk).update(
        planned_for=started_at,
        started_at=started_at,
        ended_at=ended_at,
        notes=NOTES,
        lead_confirmed_at=ended_at,
        lead_confirmed_by=talk.led_by,
    )


def log_and_take_back(page: Page, entries) -> None:
    before, taps = entries.count(), Clicks()
    page.goto("/today/")
    taps.on(page.get_by_role("link", name="Log a workout").first)
    taps.on(page.locator(".sg-face").filter(has_text="Flowing"))
    taps.on(button(page, "Done"))
    expect(page.get_by_text("Workout logged")).to_be_visible()
    assert taps.count == THREE_TAPS
    # A toast leaves after some seconds, unless somebody is at it.
    button(page, "Undo").focus()
    assert entries.count() == before + 1
    assert entries.latest("logged_at").feeling == PracticeEntry.Feeling.FLOWING
    button(page, "Undo").click()
    expect(page.get_by_text("Taken back. It no longer counts.")).to_be_visible()
    assert entries.count() == before


def log_with_how_sure(page: Page, rep: User) -> None:
    page.get_by_role("link", name="Log a workout").first.click()
    page.get_by_text("How sure you feel, another day").click()
    page.locator("#id_sure .sg-chip").filter(has_text="4").click()
    button(page, "Done").click()
    expect(page.get_by_text("Workout logged")).to_be_visible()
    assert Confidence.objects.filter(rep=rep).latest("at").value == 4


def get_ready(page: Page) -> None:
    """What was promised is done, and there is a line for the check-in."""
    page.goto("/today/")
    promised = page.locator("#promised li").filter(has_text=PROMISED)
    promised.get_by_role("button", name="Done").click()
    expect(promised.get_by_role("button", name="Undo")).to_be_visible()
    press(page, "link", "Add a topic")
    page.get_by_label("What to talk about").fill("How Tidewater went")
    button(page.locator("#topics"), "Add").click()
    expect(page.locator("#topics li").filter(has_text="How Tidewater went")).to_be_visible()


def confirm(page: Page, talk: CheckIn) -> None:
    """The rep reads what was written down, says whether it helped, and yes."""
    page.goto("/today/")
    press(page, "link", "Read and confirm")
    expect(page.get_by_text(NOTES)).to_be_visible()
    page.get_by_label("A lot").first.check(force=True)
    button(page.locator("#rating"), "Save").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    button(page, "This is what we agreed").click()
    expect(page.get_by_text("Both of you said yes to this")).to_be_visible()
    assert HelpRating.objects.get(check_in=talk).helped == HelpRating.Helped.A_LOT


def prepare_a_deal(page: Page, rep: User) -> None:
    page.goto(f"/people/{rep.pk}/deals/")
    press(page, "link", "Prepare the next step")
    page.get_by_label("The next step to ask for").fill("A call with the CFO")
    page.locator(".sg-asks input").first.fill("What does one late invoice cost?")
    press(page, "button", "Save")
    expect(page.get_by_text("What does one late invoice cost?")).to_be_visible()


def test_a_week_of_a_rep_on_a_phone(harbor, page_of):
    marcus, talk = harbor["marcus"], talk_in(harbor, minutes=90)
    last = CheckInFactory(
        rep=marcus, led_by=harbor["dana"], held=True, planned_for=timezone.now() - timedelta(days=1)
    )
    TalkPromiseFactory(check_in=last, by=marcus, to=harbor["dana"], due_on=timezone.localdate())
    page = page_of(marcus, phone=True)

    # Monday to Friday, a line each.
    log_and_take_back(page, PracticeEntry.objects.standing().filter(rep=marcus))
    log_with_how_sure(page, marcus)
    get_ready(page)
    they_talk(talk)
    confirm(page, talk)
    prepare_a_deal(page, marcus)

    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.faults == []


def answer_from_the_inbox(page: Page, plan: Plan) -> None:
    """The inbox leads to the words of the rep, beside nothing that a mentor may not read."""
    said = "Two buyers waited for me. What next?"
    comment.add(plan=plan, by=plan.rep, body=said, client_id=uuid.uuid4(), at=timezone.now())
    page.goto("/inbox/")
    with page.expect_navigation():
        page.get_by_role("link").filter(has_text=said).click()
    expect(page.locator("#conversation").get_by_text(said)).to_be_visible()
    words = page.locator("main").inner_text()
    assert "Friday afternoon off" in words
    assert "Worth" not in words
    assert plan.rep_reason not in words
    page.locator("textarea:visible").first.fill("**Two seconds** more, then your question.")
    page.locator("form:has(textarea:visible)").get_by_role("button", name="Comment").click()
    expect(page.get_by_text("Sent to")).to_be_visible()
    assert Comment.objects.filter(author=plan.mentor).latest("created_at").body.startswith("**Two seconds**")
    expect(page.locator("main strong").filter(has_text="Two seconds").first).to_be_visible()
    # Whatever the width of the screen, what one may do about it stands inside its row.
    for width in (1280, 920, 390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.get_by_role("button", name="Withdraw").first.click(trial=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def write_the_sheet(page: Page) -> None:
    words = "Four seconds of silence, twice."
    press(page, "link", "This week's sheet")
    page.get_by_label("What worked, and what you try next").fill(words)
    press(page, "button", "Keep it")
    expect(page.get_by_label("What worked, and what you try next")).to_have_value(words)


def score_a_role_play(page: Page, plan: Plan) -> None:
    given = Scoring.objects.filter(plan=plan, scored_by=plan.mentor)
    before = given.count()
    page.goto(f"/plans/{plan.pk}/score/")
    for block in page.locator(".sg-score__block").all():
        block.get_by_text("4", exact=True).click()
    press(page, "button", "Save the scores")
    expect(page.get_by_role("heading", name="Scored with the rubric")).to_be_visible()
    assert given.count() == before + 1


def test_a_week_of_a_mentor(harbor, page_of):
    plan = Plan.objects.get(rep=harbor["marcus"])
    page = page_of(harbor["sofia"])

    answer_from_the_inbox(page, plan)
    write_the_sheet(page)
    score_a_role_play(page, plan)
    page.goto("/desk/")
    press(page, "link", "Whom you helped")

    mentee = page.locator("#now li").filter(has_text="Marcus Bell")
    expect(mentee).to_contain_text("at the start")
    expect(mentee.get_by_role("link", name="This week's sheet")).to_be_visible()
    assert page.faults == []


def verify_a_step(page: Page, step: Milestone) -> None:
    page.goto("/board/")
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("Verified. Priya hears of it.")).to_be_visible()
    step.refresh_from_db()
    assert step.status == Milestone.Status.VERIFIED
    assert step.reward.is_earned


def hold_a_check_in(page: Page) -> None:
    """From the week to a yes, in a few clicks and with an agenda that was filled in before."""
    press(page, "link", "Check-ins")
    clicks = Clicks()
    with page.expect_navigation():
        clicks.on(page.get_by_role("link", name="Start check-in"))
    for part in ("Start with what worked", "Practice", "Deals", "Questions that help"):
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()
    clicks.on(button(page, "Start"))
    expect(button(page, "End")).to_be_visible()
    page.get_by_role("textbox", name="Notes").fill(NOTES)
    clicks.on(button(page.locator("#notes"), "Save"))
    expect(page.get_by_text("The notes are saved.")).to_be_visible()
    clicks.on(page.get_by_text("Add a promise"))
    page.get_by_label("Does what").fill(TRADE)
    clicks.on(button(page.locator("#written"), "Add"))
    expect(page.get_by_text(TRADE, exact=True)).to_be_visible()
    clicks.on(button(page, "End"))
    expect(button(page, "End")).to_have_count(0)
    clicks.on(button(page, "This is what we agreed"))
    expect(page.get_by_text("Asked now")).to_be_visible()
    assert clicks.count <= EIGHT_CLICKS


def plan_a_joint_call(page: Page, rep: User) -> None:
    """From the talks of a rep to their deals, which are read afterwards."""
    page.goto(f"/people/{rep.pk}/check-ins/")
    press(page, "link", "Deals")
    press(page, "link", "Plan a joint call")
    page.get_by_label("Who joins?").select_option(label="Dana Whitfield")
    page.get_by_label("Day").fill((timezone.localdate() + timedelta(days=2)).isoformat())
    page.get_by_label("Time").fill("10:00")
    page.get_by_label("What to watch").fill("Who speaks first after the price")
    press(page, "button", "Save")
    deal = page.locator(".sg-deal").filter(has_text="Who speaks first after the price")
    expect(deal).to_contain_text("joint call")
    expect(deal.get_by_role("link", name="Move the call")).to_be_visible()


def test_a_week_of_a_manager(harbor, page_of):
    dana, talk = harbor["dana"], talk_in(harbor, minutes=0)
    # The queue shows five lines: what is late comes before.
    owed = Commitment.objects.owed().exclude(plan__status=Plan.Status.CLOSED)
    owed.update(delivered_on=timezone.localdate(), delivered_by=dana)
    page = page_of(dana)

    verify_a_step(page, Milestone.objects.get(plan__rep=harbor["priya"], position=2))
    hold_a_check_in(page)
    plan_a_joint_call(page, harbor["marcus"])

    talk.refresh_from_db()
    assert talk.notes == NOTES
    assert talk.lead_confirmed_by == dana
    assert page.faults == []
