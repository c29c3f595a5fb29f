from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from plans.actions import agreement, proposal
from plans.models import Plan, SelfAssessment
from salesgym.numbers.models import Metric
from tests.factories.plans import (
    CommitmentFactory,
    DiagnosisFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
)
from tests.refused_forms import links_of

pytestmark = pytest.mark.django_db
KEEN = {"skill_level": 4, "will_level": 8, "is_placed": "on"}
LOW = {"skill_level": 8, "will_level": 2, "is_placed": "on"}


def next_monday() -> date:
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def plan(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, starts_on=next_monday())
    DiagnosisFactory(plan=plan, strengths="Rapport in the first minute", causes=["technique", "time"])
    RewardFactory(milestone=plan.milestones.get(position=1), what="Lunch with Sofia", given_by=manager)
    CommitmentFactory(plan=plan, promised_by=manager)
    ProgrammeItemFactory(plan=plan)
    proposal.propose(plan=plan, by=manager, at=timezone.now())
    plan.refresh_from_db()
    return plan


def side(plan, **typed):
    return {
        "version": plan.version,
        "sha256": plan.agreements.get().sha256,
        "rep_view": "I jump to the demo.",
        **typed,
    }


def test_an_extension_says_from_when_its_weeks_count_before_its_steps(rep, manager, client_of):
    begun = next_monday() - timedelta(weeks=8)
    plan = PlanFactory(rep=rep, manager=manager, starts_on=next_monday(), counts_from=begun)
    review = client_of(manager).get(reverse("plans:wizard_review", args=[plan.pk])).content.decode()
    proposal.propose(plan=plan, by=manager, at=timezone.now())

    page = client_of(rep).get(reverse("plans:proposal", args=[plan.pk])).content.decode()

    said = f"its full weeks count on from {date_format(begun, 'j F')}."
    assert said in review
    assert page.index("Step by step") < page.index(said) < page.index("weeks in a row")


def test_review_and_proposal_say_how_the_plan_ends_as_the_text_does(plan, rep, manager, client_of):
    said = "While progress continues, the plan goes on: it ends as met, met in part, or is extended."
    page = client_of(rep).get(reverse("plans:proposal", args=[plan.pk])).content.decode()
    assert "How this plan ends" in page
    assert said in page
    assert said in plan.agreements.get().text

    proposal.take_back(plan=plan, by=manager, at=timezone.now())

    assert said in client_of(manager).get(reverse("plans:wizard_review", args=[plan.pk])).content.decode()


def test_the_rep_reads_the_plan_in_calm_order(plan, rep, client_of):
    page = client_of(rep).get(reverse("plans:proposal", args=[plan.pk])).content.decode()

    words = [
        plan.headline,
        "Why this one thing",
        "The facts",
        "What you bring",
        "What you train",
        "Ours to fix",
        "Step by step",
        "Lunch with Sofia",
        "The workout",
        "Your side",
    ]
    places = [page.index(word) for word in words if word != "Lunch with Sofia"]
    assert places == sorted(places)
    assert "Lunch with Sofia" in page


def test_signing_keeps_the_own_side_and_leads_to_the_plan(plan, rep, client_of):
    answer = client_of(rep).post(
        reverse("plans:answer_proposal", args=[plan.pk]),
        side(plan, wants="sign", **KEEN, confirmed="yes"),
    )

    plan.refresh_from_db()
    assert answer.url == reverse("coaching:plan_page", args=[plan.pk])
    assert plan.rep_view == "I jump to the demo."
    assert plan.self_assessment.standing == "learning_keen"
    assert plan.agreements.get().signatures.get().signer == rep


def test_signing_asks_once_and_a_second_press_changes_nothing(plan, rep, manager, client_of):
    agreement.sign(plan=plan, by=manager, at=timezone.now())
    typed = side(plan, wants="sign", **KEEN, rep_view="Two\nlines")
    client, url = client_of(rep), reverse("plans:answer_proposal", args=[plan.pk])

    page = client.post(url, typed).content.decode()

    assert "Dana has signed. With your name the plan is agreed." in page
    assert 'name="rep_view" value="Two\nlines"' in page
    assert plan.agreements.get().signatures.count() == 1

    pressed = [client.post(url, {**typed, "confirmed": "yes"}) for _time in range(2)]

    assert {answer.url for answer in pressed} == {reverse("coaching:plan_page", args=[plan.pk])}
    assert "Both signed. The plan starts" in client.get(pressed[0].url).content.decode()


def test_a_plan_signed_late_begins_next_monday_unless_the_second_to_sign_says_no(rep, manager, client_of):
    today = timezone.localdate()
    planned = next_monday() - timedelta(weeks=2)
    late = PlanFactory(rep=rep, manager=manager, starts_on=planned)
    proposal.propose(plan=late, by=manager, at=timezone.now())
    agreement.sign(plan=late, by=manager, at=timezone.now())
    late.refresh_from_db()
    typed = side(late, wants="sign", **KEEN)
    client, url = client_of(rep), reverse("plans:answer_proposal", args=[late.pk])

    page = client.post(url, typed).content.decode()

    assert f'value="{next_monday()}"' in page
    assert "all dates along" in page

    page = client.post(
        url, {**typed, "confirmed": "yes", "begins_on": f"{next_monday()}"}, follow=True
    ).content.decode()

    late.refresh_from_db()
    assert late.starts_on == next_monday() > today
    assert "Both signed. The plan starts" in page
    assert "Week 2" not in page
    agreed = client.get(reverse("plans:agreement", args=[late.pk])).content.decode()
    assert "moved on by 2 weeks" in agreed


def test_signing_asks_for_a_place_in_skill_and_drive_and_loses_no_word(plan, rep, client_of):
    answer = client_of(rep).post(reverse("plans:answer_proposal", args=[plan.pk]), side(plan, wants="sign"))

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Move both to where you are today and tick this, then sign." in page
    assert "I jump to the demo." in page
    assert links_of(page) == ["id_is_placed"]
    assert "One answer needs a look first" in page


def test_the_page_says_what_signing_needs(plan, rep, client_of):
    page = client_of(rep).get(reverse("plans:proposal", args=[plan.pk])).content.decode()

    assert "Where you are is needed, the rest is yours." in page


def test_a_text_that_has_changed_is_marked_and_the_next_press_signs(plan, rep, manager, client_of):
    typed = side(plan, wants="sign", **KEEN)
    before = plan.headline
    proposal.take_back(plan=plan, by=manager, at=timezone.now())
    plan.refresh_from_db()
    plan.headline = "You ask well."
    plan.save()
    proposal.propose(plan=plan, by=manager, at=timezone.now())
    new, client = plan.agreements.get(number=2), client_of(rep)
    url = reverse("plans:answer_proposal", args=[plan.pk])

    answer = client.post(url, typed)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f"<del>{before}</del>" in page
    assert '<ins class="sg-changed">You ask well.</ins>' in page
    assert f'name="sha256" value="{new.sha256}"' in page
    assert "I jump to the demo." in page
    assert not new.signatures.exists()

    client.post(url, {**typed, "sha256": new.sha256, "confirmed": "yes"})

    assert new.signatures.get().signer == rep


def test_a_suggestion_without_words_says_how_to_put_it_right(plan, rep, client_of):
    answer = client_of(rep).post(
        reverse("plans:answer_proposal", args=[plan.pk]), side(plan, wants="suggest")
    )

    assert "Say what you would change" in answer.content.decode()


def test_a_stale_page_shows_both_texts_and_loses_nothing(plan, rep, client_of):
    client = client_of(rep)
    first = side(plan, wants="save", rep_view="From the first tab")
    client.post(reverse("plans:answer_proposal", args=[plan.pk]), first)

    answer = client.post(
        reverse("plans:answer_proposal", args=[plan.pk]), {**first, "rep_view": "From the second tab"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the first tab" in page
    assert "From the second tab" in page
    plan.refresh_from_db()
    assert plan.rep_view == "From the first tab"
    assert f'name="version" value="{plan.version}"' in page


def test_words_typed_into_a_plan_that_was_taken_back_stay_on_the_page(plan, rep, manager, client_of):
    data = side(plan, wants="save", rep_view="Typed too late")
    agreement.sign(plan=plan, by=rep, at=timezone.now())
    agreement.sign(plan=plan, by=manager, at=timezone.now())

    answer = client_of(rep).post(reverse("plans:answer_proposal", args=[plan.pk]), data)

    assert answer.status_code == 409
    assert "Typed too late" in answer.content.decode()


def test_the_manager_reads_the_suggestion_and_takes_the_plan_back(plan, rep, manager, client_of):
    proposal.suggest_changes(plan=plan, by=rep, changes="A week more.", at=timezone.now())
    client = client_of(manager)

    assert "A week more." in client.get(reverse("plans:proposal", args=[plan.pk])).content.decode()
    answer = client.post(reverse("plans:take_back_plan", args=[plan.pk]))

    plan.refresh_from_db()
    assert plan.status == Plan.Status.DRAFT
    assert answer.url == reverse("plans:wizard_review", args=[plan.pk])


def test_proposing_from_the_wizard_leads_to_what_the_rep_reads(rep, manager, client_of):
    plan = PlanFactory(rep=rep, manager=manager, starts_on=next_monday())

    answer = client_of(manager).post(reverse("plans:propose_plan", args=[plan.pk]), {"version": plan.version})

    assert answer.url == reverse("plans:proposal", args=[plan.pk])
    plan.refresh_from_db()
    assert plan.status == Plan.Status.PROPOSED


def test_a_draft_does_not_exist_for_the_rep(rep, manager, client_of):
    plan = PlanFactory(rep=rep, manager=manager)

    assert client_of(rep).get(reverse("plans:proposal", args=[plan.pk])).status_code == 404


def test_a_stranger_and_the_mentor_get_404(plan, stranger, mentor, client_of):
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)

    for person in (stranger, mentor):
        assert client_of(person).get(reverse("plans:proposal", args=[plan.pk])).status_code == 404


def test_the_rep_cannot_propose_or_take_back(plan, rep, client_of):
    for name in ("propose_plan", "take_back_plan"):
        assert client_of(rep).post(reverse(f"plans:{name}", args=[plan.pk])).status_code == 403


def test_height_is_the_number_alone_where_every_step_is_measured_by_it(client_of, rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, starts_on=next_monday())
    page = reverse("plans:proposal", args=[plan.pk])
    plan.milestones.filter(position=1).update(
        measure="count", metric=Metric.objects.get(key="conversations"), target=75, run_weeks=None
    )
    proposal.propose(plan=plan, by=manager, at=timezone.now())

    text = client_of(rep).get(page).content.decode()

    assert "Height is the number" not in text
    assert "Left to right is time. A reward waits on top of a step." in text


def test_the_rep_alone_says_that_energy_is_behind_it_and_both_parties_read_it(plan, rep, manager, client_of):
    url = reverse("plans:answer_proposal", args=[plan.pk])
    without = client_of(rep).post(url, side(plan, wants="save", is_energy="on")).content.decode()
    assert "your other answers are kept with it" in without

    client_of(rep).post(url, side(plan, wants="save", **LOW, is_energy="on"))

    kept = SelfAssessment.objects.get(plan=plan)
    assert (kept.is_energy, kept.is_confidence) == (True, False)
    read = client_of(manager).get(reverse("plans:proposal", args=[plan.pk])).content.decode()
    assert "How much energy I have" in read
    assert "How sure I am of myself" not in read
    assert "energy" not in plan.agreements.get().text
