"""Opening a formal plan, sending it to HR, and HR's desk, as the pages show them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.models import PrivateNote
from plans.actions import approval, draft_basis, proposal
from plans.models import Event, Plan
from salesgym.people.models import AreaSwitch
from tests.coaching.floor import manager_of, read, team
from tests.factories.coaching import CheckInFactory, RhythmFactory
from tests.factories.cost_figures import give_costs
from tests.factories.formal import switched_on
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import (
    CommitmentFactory,
    DiagnosisFactory,
    ObservationFactory,
    PlanFactory,
    after_full_weeks,
    live_until,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbor():
    return team()


@pytest.fixture
def ruth(harbor):
    return switched_on(UserFactory(name="Ruth Adler", hr_partner=True))


@pytest.fixture
def dana(harbor):
    return manager_of(harbor)


@pytest.fixture
def victor(harbor):
    return RepFactory(team=harbor, name="Victor Hale")


def draft(victor, dana, *, weeks=14):
    """A formal draft that lacks nothing, from next Monday on."""
    starts_on = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    plan = PlanFactory(
        rep=victor,
        manager=dana,
        kind=Plan.Kind.FORMAL,
        starts_on=starts_on,
        ends_on=after_full_weeks(starts_on, weeks),
    )
    DiagnosisFactory(plan=plan, tried="Joint calls in spring.")
    ObservationFactory(plan=plan)
    CommitmentFactory(plan=plan, what="Ten joint calls", due_on=starts_on)
    RhythmFactory(rep=victor, led_by=dana)
    return plan


def test_only_a_yes_opens_a_plan_and_of_another_answer_nothing_is_kept(client, ruth, dana, victor):
    page = reverse("formal:open_plan", args=[victor.pk])
    assert (
        reverse("formal:open_plan", args=[victor.pk])
        in read(client, dana, reverse("plans:start_plan", query={"rep": victor.pk}))[1]
    )
    assert "No coaching plan so far" in read(client, dana, page)[1]

    for answer in ("unsure", "no", ""):
        said = client.post(page, {"goes_on": answer}).content.decode()
        assert "Ruth Adler" in said
        assert not Plan.objects.exists()
    opened = client.post(page, {"goes_on": "yes"})

    plan = Plan.objects.get()
    assert plan.is_formal
    assert opened.url == reverse("plans:wizard_focus", args=[plan.pk])
    assert "sg-formal" in client.get(opened.url).content.decode()


def test_the_page_says_why_a_formal_plan_is_not_offered(client, ruth, dana, victor):
    open_one = PlanFactory(rep=victor, manager=dana)
    page = reverse("formal:open_plan", args=[victor.pk])

    assert "never turns into a formal one" in read(client, dana, page)[1]
    assert client.post(page, {"goes_on": "yes"}).status_code == 409
    ruth.is_hr_partner = False
    ruth.save()
    assert "Nobody of HR covers" in read(client, dana, page)[1]
    assert Plan.objects.get() == open_one


def test_with_the_area_off_nothing_speaks_of_formal_plans(client, ruth, dana, victor):
    AreaSwitch.objects.filter(name="formal").update(is_on=False)

    assert "formal" not in read(client, dana, reverse("plans:start_plan"))[1].lower()
    assert read(client, dana, reverse("formal:open_plan", args=[victor.pk]))[0].status_code == 404
    assert read(client, ruth, reverse("formal:desk"))[0].status_code == 404
    assert reverse("formal:hr_texts") in read(client, ruth, reverse("people:me"))[1]


def test_a_short_plan_goes_to_hr_with_a_reason_and_comes_back_approved(client, ruth, dana, victor):
    plan = draft(victor, dana, weeks=12)
    send = reverse("formal:submit_plan", args=[plan.pk])
    review = reverse("plans:wizard_review", args=[plan.pk])
    assert send in read(client, dana, review)[1]
    assert "Why it lasts less than 90 days" in read(client, dana, send)[1]
    assert "HR reads it" in client.post(send, {"version": plan.version}).content.decode()
    client.post(send, {"version": plan.version, "length": "Season ends in March."})

    desk = read(client, ruth, reverse("formal:desk"))[1]
    assert "Approve a formal plan: Victor Hale" in desk
    response, record = read(client, ruth, reverse("formal:read_plan", args=[plan.pk]))
    assert "Season ends in March." in record
    assert "your place here is not in question" in record
    sha256 = response.context["approve"]["sha256"].value()
    stale = client.post(reverse("formal:approve_plan", args=[plan.pk]), {"sha256": "0" * 64})
    assert stale.status_code == 409
    assert "cannot be approved" in stale.content.decode()
    client.post(reverse("formal:approve_plan", args=[plan.pk]), {"sha256": sha256})

    assert "Ruth Adler approved this text" in read(client, dana, review)[1]
    client.post(reverse("plans:propose_plan", args=[plan.pk]), {"version": Plan.objects.get().version})
    proposal = read(client, victor, reverse("plans:proposal", args=[plan.pk]))[1]
    assert proposal.index("Support already given") < proposal.index("What happens at the end")
    assert "sg-formalmark" in proposal
    assert plan.history.filter(event=Event.RECORD_READ, actor=ruth).count() == 1


def test_a_gap_that_luck_may_explain_needs_a_reason_and_the_text_stays_the_same_to_the_proposal(
    client, ruth, dana, victor
):
    """With numbers the text says how fair the last step is, from what was worked out as it was sent."""
    plan = draft(victor, dana)
    give_weeks(victor, "meetings", [3] * 20, until=timezone.localdate())
    give_weeks(victor, "opportunities", [1] * 20, until=timezone.localdate())
    draft_basis.keep(plan, on=timezone.localdate())
    send = reverse("formal:submit_plan", args=[plan.pk])
    assert "although luck may explain the gap" in read(client, dana, send)[1]
    client.post(send, {"version": plan.version, "luck": "Three quarters in a row."})

    asked = plan.approvals.get()
    approval.approve(approval=asked, by=ruth, at=timezone.now(), sha256=asked.sha256)
    agreement = proposal.propose(plan=plan, by=dana, at=timezone.now())

    assert asked.luck_reason == "Three quarters in a row."
    assert agreement.text == asked.text
    assert "luck" in agreement.text


def test_a_returned_text_shows_the_comment_and_a_text_can_be_taken_back(client, ruth, dana, victor):
    plan = draft(victor, dana)
    send, review = (reverse(name, args=[plan.pk]) for name in ("formal:submit_plan", "plans:wizard_review"))
    client.force_login(dana)
    client.post(send, {"version": plan.version})
    assert "waiting for an answer" in read(client, dana, review)[1]
    client.post(reverse("formal:take_back", args=[plan.pk]))
    assert read(client, ruth, reverse("formal:read_plan", args=[plan.pk]))[0].status_code == 404
    Plan.objects.filter(pk=plan.pk).update(headline="You keep your promises.")
    client.force_login(dana)
    client.post(send, {"version": plan.version})
    assert "<ins" in read(client, ruth, reverse("formal:read_plan", args=[plan.pk]))[1]
    returned = reverse("formal:return_plan", args=[plan.pk])
    assert "Say what to change" in client.post(returned, {}).content.decode()
    client.post(returned, {"comment": "Name the days."})

    assert "Name the days." in read(client, dana, review)[1]


def test_the_desk_shows_what_is_due_and_late_on_both_sides(client, ruth, dana, victor):
    plan = draft(victor, dana)
    late = timezone.localdate() - timedelta(days=3)
    CommitmentFactory(plan=plan, what="A day with pricing", due_on=late)
    CommitmentFactory(plan=plan, what="Two recordings", due_on=late, promised_by=victor)
    live_until(plan, "active")

    desk = read(client, ruth, reverse("formal:desk"))[1]

    assert "Our side is late for Victor Hale" in desk
    assert "A day with pricing, was due" in desk
    assert "Two recordings, was due" in desk
    assert "0 of 1 kept so far" in desk


def test_the_board_does_not_say_of_a_formal_draft_that_managers_alone_see_it(client, dana, victor, ruth):
    draft(victor, dana)

    board = read(client, dana, reverse("coaching:board"))[1]

    assert "A draft, not yet with Victor" in board
    assert "seen by managers alone" not in board


def test_hr_reads_from_which_chance_on_a_formal_plan_pays(client, ruth, dana, victor):
    plan = draft(victor, dana)
    live_until(plan, "active")
    record = reverse("formal:read_plan", args=[plan.pk])
    assert "Does helping pay?" not in read(client, ruth, record)[1]

    give_costs(ruth)

    # 14 weeks of five hours at $75, of $45,000.
    assert "Pays if you believe in a 1 in 9 to 1 in 8 chance." in read(client, ruth, record)[1]


def talks_around(plan, start):
    """One before the plan, one held and seen differently, one missed that was planned before the plan, one called off, one to come."""
    dana = plan.manager
    talk = {"rep": plan.rep, "led_by": dana}
    CheckInFactory(**talk, planned_for=start - timedelta(days=9), held=True, notes="Before the plan.")
    differently = {"seen_differently": "It was one.", "seen_differently_at": start + timedelta(days=4)}
    third = start + timedelta(days=3)
    held = CheckInFactory(**talk, planned_for=third, held=True, notes="Two demos swapped.", **differently)
    CheckInFactory(**talk, planned_for=start + timedelta(days=10))
    off = {"called_off_at": start, "called_off_by": dana, "called_off_why": "A fair"}
    CheckInFactory(**talk, planned_for=start + timedelta(days=17), **off)
    CheckInFactory(**talk, planned_for=timezone.now() + timedelta(days=2))
    PrivateNote.objects.create(check_in=held, author=dana, text="Only for me.", saved_at=start)


def test_hr_reads_which_check_ins_took_place_and_what_both_wrote_down(client, ruth, dana, victor):
    start = timezone.now() - timedelta(weeks=5)
    plan = PlanFactory(rep=victor, manager=dana, kind=Plan.Kind.FORMAL, starts_on=start.date())
    live_until(plan, "active")
    talks_around(plan, start)

    record = read(client, ruth, reverse("formal:read_plan", args=[plan.pk]))[1]
    desk = read(client, ruth, reverse("formal:desk"))[1]

    assert "1 of 2 held" in record
    assert "1 of 2 held" in desk
    for said in (
        "Held, confirmed by both",
        "Two demos swapped.",
        "It was one.",
        "Missed: nobody has confirmed it",
        "Called off by Dana Whitfield: A fair",
        "Planned",
    ):
        assert said in record
    assert "Before the plan." not in record
    assert "Only for me." not in record


def test_hr_out_of_scope_and_those_on_the_plan_find_no_record(client, ruth, dana, victor):
    plan = draft(victor, dana)
    live_until(plan, "proposed")
    other = UserFactory(hr_partner=True)
    other.hr_teams.add(team(name="South"))
    dana.is_hr_partner = True
    dana.save()

    for person in (other, dana, victor, UserFactory(site_admin=True)):
        assert read(client, person, reverse("formal:read_plan", args=[plan.pk]))[0].status_code == 404
    assert "Victor" not in read(client, other, reverse("formal:desk"))[1]
    assert read(client, ruth, reverse("formal:read_plan", args=[plan.pk]))[0].status_code == 200
