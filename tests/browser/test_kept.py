"""Nothing typed is lost: it stays on the device until the server has it, for the person who typed it and nobody else."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from coaching.models import Comment
from plans.models import Plan
from tests.factories.people import PASSWORD

from .conftest import fault_of, session_cookie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "The pause after the price worked twice today, so I keep it"
BACK = "It is back in its place."


@pytest.fixture
def plan(harbor):
    return Plan.objects.get(rep=harbor["marcus"])


def words_of(page):
    """The box for a comment on the plan."""
    return page.locator("form[action$='/comments/'] textarea[name=body]").first


def write(page, plan, text=SAID):
    page.goto(f"/plans/{plan.pk}/")
    words_of(page).fill(text)


def send(page):
    page.locator("form[action$='/comments/']:has(textarea)").first.get_by_role(
        "button", name="Comment"
    ).click()


@pytest.fixture
def sign_in_as(live_server):
    """Another session in this browser."""
    return lambda page, person: page.context.add_cookies([session_cookie(person, live_server.url)])


def test_what_was_typed_is_there_again_after_a_way_round_and_an_unreachable_server(harbor, plan, page_of):
    page = page_of(harbor["marcus"])

    # The page is left and opened again, by a link and by the back button.
    write(page, plan)
    page.goto("/me/")
    page.go_back()
    expect(words_of(page)).to_have_value(SAID)
    page.goto(f"/plans/{plan.pk}/")
    expect(words_of(page)).to_have_value(SAID)
    expect(page.get_by_text(BACK)).to_be_visible()

    # The server cannot be reached.
    page.context.set_offline(True)
    send(page)
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(f"/plans/{plan.pk}/")
    expect(words_of(page)).to_have_value(SAID)


def test_what_was_typed_stays_with_its_person_until_it_is_sent(harbor, plan, page_of, sign_in_as):
    page = page_of(harbor["marcus"])
    write(page, plan)

    # The session has ended, and another person signs in meanwhile: they find nothing of it.
    page.context.clear_cookies()
    send(page)
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.get_by_text(SAID)).to_be_visible()
    sign_in_as(page, harbor["sofia"])
    page.goto(f"/plans/{plan.pk}/")
    expect(words_of(page)).to_have_value("")
    sign_in_as(page, harbor["marcus"])
    page.goto(f"/plans/{plan.pk}/")
    expect(words_of(page)).to_have_value(SAID)

    # Sent at last: it stands on the plan once, and the box is empty for good.
    send(page)
    expect(page.locator("article, li").filter(has_text=SAID).first).to_be_visible()
    expect(words_of(page)).to_have_value("")
    page.goto("/me/")
    page.goto(f"/plans/{plan.pk}/")
    expect(words_of(page)).to_have_value("")
    assert Comment.objects.filter(body=SAID).count() == 1
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('typed:'))") == []


def test_a_form_that_changed_meanwhile_is_not_written_over(harbor, page_of):
    marcus = harbor["marcus"]
    page = page_of(marcus)
    page.goto("/me/")
    page.get_by_label("Name").fill("Marcus B.")
    page.goto("about:blank")
    type(marcus).objects.filter(pk=marcus.pk).update(name="Marcus A. Bell")

    page.goto("/me/")

    expect(page.get_by_label("Name")).to_have_value("Marcus A. Bell")
    expect(page.get_by_text("This page has changed since you typed here.")).to_be_visible()
    page.get_by_role("button", name="Use what I typed").click()
    expect(page.get_by_label("Name")).to_have_value("Marcus B.")


def test_a_form_that_comes_back_stands_as_the_server_sent_it(harbor, page_of):
    draft = Plan.objects.get(rep=harbor["grace"])
    Plan.objects.filter(pk=draft.pk).update(target=80, wizard_step=4)
    page = page_of(harbor["sofia"])
    page.goto(f"/plans/{draft.pk}/draft/milestones/")
    last = page.locator("#id_ends_on")
    suggested, typed = last.input_value(), "2027-12-31"
    last.fill(typed)
    with page.expect_navigation():
        page.get_by_role("button", name="Add a step").click()
    expect(page.locator("#id_ends_on")).to_have_value(typed)
    with page.expect_navigation():
        page.get_by_role("button", name="Use the suggestion").click()

    expect(page.locator("#id_ends_on")).to_have_value(suggested)
    expect(page.get_by_text(BACK)).to_have_count(0)


def test_signing_out_erases_it_unless_its_tick_says_no(harbor, plan, page_of, sign_in_as):
    page = page_of(harbor["marcus"])
    for is_kept in (True, False):
        write(page, plan)
        page.goto("/me/")
        if is_kept:
            page.get_by_label("Keep what I typed on this device").check()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/account/login/**")
        sign_in_as(page, harbor["marcus"])
        page.goto(f"/plans/{plan.pk}/")
        expect(words_of(page)).to_have_value(SAID if is_kept else "")
    page.goto("/me/")
    expect(page.get_by_label("Keep what I typed on this device")).to_be_hidden()


# Who writes is the mentor. Each way breaks what lies between the page and the server, and says how it is mended.


def session_gone(page, plan, sign_in_as):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    return lambda: sign_in_as(page, plan.mentor)


def signed_out_in_another_tab(page, plan, sign_in_as):
    with page.context.new_page() as other:
        other.goto("/me/")
        other.get_by_role("button", name="Sign out").click()
        other.wait_for_url("**/account/login/**")
    return lambda: sign_in_as(page, plan.mentor)


def another_person_signed_in(page, plan, sign_in_as):
    """With the page, which gives this browser another token as well."""
    plan.rep.set_password(PASSWORD)
    plan.rep.save()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    with page.context.new_page() as other:
        other.goto("/account/login/")
        other.locator("[name=login]").fill(plan.rep.email)
        other.locator("[name=password]").fill(PASSWORD)
        other.get_by_role("button", name="Sign in", exact=True).click()
        other.wait_for_url("**/today/")
    return lambda: sign_in_as(page, plan.mentor)


def token_of_before(page, plan, sign_in_as):
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    with page.context.new_page() as other:
        other.goto("/me/")
    return lambda: None


def right_taken_away(page, plan, sign_in_as):
    Plan.objects.filter(pk=plan.pk).update(mentor=None)
    return lambda: Plan.objects.filter(pk=plan.pk).update(mentor=plan.mentor)


def server_away(page, plan, sign_in_as):
    """What stands before the app answers in its place, as it does while the app starts anew."""
    page.remove_listener("response", fault_of)
    page.route("**/comments/", lambda route: route.fulfill(status=502, body="Bad gateway"))
    return lambda: page.unroute("**/comments/")


# Way -> how it is broken, and what the answer says.
WAYS = {
    "the session has ended": (session_gone, "You are signed out"),
    "signed out in another tab": (signed_out_in_another_tab, "You are signed out"),
    "another person signed in": (another_person_signed_in, "what was typed is sent in this name"),
    "an old token": (token_of_before, "what was typed is sent in this name"),
    "the right was taken away": (right_taken_away, "What you wrote, to copy"),
    "the server is away": (server_away, "Bad gateway"),
}


def test_whatever_comes_between_the_words_are_in_their_place_once_it_is_mended(
    harbor, plan, page_of, sign_in_as
):
    page = page_of(plan.mentor)
    for way, (breaks, told) in WAYS.items():
        said = f"{SAID}: {way}"
        write(page, plan, said)
        mend = breaks(page, plan, sign_in_as)

        send(page)
        expect(page.get_by_text(told)).to_be_visible()
        if breaks is not server_away:
            expect(page.get_by_text(said)).to_be_visible()
        mend()
        page.goto(f"/plans/{plan.pk}/")

        expect(words_of(page)).to_have_value(said)
    assert not Comment.objects.filter(body__startswith=SAID).exists()
