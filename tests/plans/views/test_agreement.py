from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import proposal
from plans.actions.proposal import OwnSide
from plans.models import Plan
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    starts_on = timezone.localdate() + timedelta(days=7)
    plan = PlanFactory(rep=rep, manager=manager, starts_on=starts_on)
    proposal.propose(plan=plan, by=manager, at=timezone.now())
    return plan


def sign(client, plan):
    data = {"sha256": plan.agreements.get().sha256, "comment": "With pleasure.", "confirmed": "yes"}
    return client.post(reverse("plans:sign_agreement", args=[plan.pk]), data, follow=True)


def test_the_whole_text_and_its_digest_are_on_the_page(plan, manager, client_of):
    frozen = plan.agreements.get()

    page = client_of(manager).get(reverse("plans:agreement", args=[plan.pk])).content.decode()

    assert frozen.sha256 in page
    for line in frozen.text.splitlines():
        assert line.replace("'", "&#x27;") in page


def test_the_signed_facts_stand_in_rows_each_date_once(plan, manager, client_of):
    page = client_of(manager).get(reverse("plans:agreement", args=[plan.pk])).content.decode()
    sheet, _fold, _text = page.partition('id="as-signed"')
    step = plan.milestones.get(position=1)

    assert (
        f'<th scope="row" data-label="Step">24%</th>\n        <td data-label="By">{step.due_on:%A}' in sheet
    )
    assert "From 22% to 28%, in 3 steps" in sheet
    assert f"({step.due_on.isoformat()})" not in sheet
    assert "Kind: coaching" not in sheet


def test_the_page_says_whether_the_agreement_is_in_force(plan, rep, manager, client_of):
    def page():
        return client_of(manager).get(reverse("plans:agreement", args=[plan.pk])).content.decode()

    assert "Both read it and sign. Nothing starts before." in page()
    proposal.answer(plan=plan, by=rep, own_side=OwnSide("able_keen", "", ""), at=timezone.now())
    sign(client_of(rep), plan)
    assert "Waiting for Dana" in page()
    sign(client_of(manager), plan)
    assert "In force since" in page()
    # Each leads to the person where the reader may open their page.
    link = '<p class="sg-paper__hand"><a class="sg-name" href="{url}">{name}</a></p>'
    for person in (rep, manager):
        assert link.format(url=reverse("coaching:person", args=[person.pk]), name=person.name) in page()
    read_by_rep = client_of(rep).get(reverse("plans:agreement", args=[plan.pk])).content.decode()
    assert f'<p class="sg-paper__hand">{manager.name}</p>' in read_by_rep


def test_the_page_leads_back_to_the_proposal_until_the_plan_has_started(plan, manager, client_of):
    def has_link(route):
        page = client_of(manager).get(reverse("plans:agreement", args=[plan.pk])).content.decode()
        return f'<a href="{reverse(route, args=[plan.pk])}">' in page

    assert has_link("plans:proposal")
    Plan.objects.filter(pk=plan.pk).update(activated_at=timezone.now())
    assert has_link("coaching:plan_page")


def test_the_manager_signs_the_text_that_the_page_shows(plan, manager, client_of):
    answer = sign(client_of(manager), plan)

    assert answer.redirect_chain == [(reverse("coaching:plan_page", args=[plan.pk]), 302)]
    assert "Dana Whitfield has signed. Marcus signs next, then it starts." in answer.content.decode()
    assert plan.agreements.get().signatures.get().comment == "With pleasure."


def test_signing_asks_once_and_keeps_what_was_typed(plan, manager, client_of):
    client, url = client_of(manager), reverse("plans:sign_agreement", args=[plan.pk])
    typed = {"sha256": plan.agreements.get().sha256, "comment": "With pleasure."}

    page = client.post(url, typed).content.decode()

    assert "Sign and freeze these terms?" in page
    assert "Marcus signs next. Nothing starts before." in page
    assert 'name="comment" value="With pleasure."' in page
    assert not plan.agreements.get().signatures.exists()

    back = client.post(url, {**typed, "confirmed": "no"}).content.decode()

    assert "With pleasure." in back
    assert not plan.agreements.get().signatures.exists()


def test_a_double_click_signs_once_and_is_told_kindly(plan, manager, client_of):
    client = client_of(manager)
    sign(client, plan)

    page = sign(client, plan).content.decode()

    assert "You have already signed this agreement." in page
    assert plan.agreements.get().signatures.count() == 1


def propose_anew(plan, manager, why):
    """The manager takes the proposal back, writes another reason and proposes it again; the replaced digest."""
    old = plan.agreements.get(number=1).sha256
    proposal.take_back(plan=plan, by=manager, at=timezone.now())
    plan.refresh_from_db()
    plan.why = why
    plan.save()
    proposal.propose(plan=plan, by=manager, at=timezone.now())
    return old


def test_a_replaced_text_comes_back_marked_and_the_next_press_signs(plan, manager, client_of):
    before = plan.why
    old = propose_anew(plan, manager, "Other words.")
    new, client = plan.agreements.get(number=2).sha256, client_of(manager)
    url = reverse("plans:sign_agreement", args=[plan.pk])

    answer = client.post(url, {"sha256": old, "comment": "With pleasure."})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The text has changed since you opened the page." in page
    assert f"<del>{before}</del>" in page
    assert '<ins class="sg-changed">Other words.</ins>' in page
    assert '<mark class="sg-changed">Other words.</mark>' in page
    assert f'name="sha256" value="{new}"' in page
    assert "With pleasure." in page
    assert not plan.agreements.get(number=2).signatures.exists()

    client.post(url, {"sha256": new, "comment": "With pleasure.", "confirmed": "yes"})

    assert plan.agreements.get(number=2).signatures.get().signer == manager


def test_the_rep_is_led_to_their_own_side_before_they_sign(plan, rep, client_of):
    page = client_of(rep).get(reverse("plans:agreement", args=[plan.pk])).content.decode()

    assert "Add my side" in page
    assert "Sign this text" not in page


def test_both_names_start_the_plan(plan, rep, manager, client_of):
    proposal.answer(plan=plan, by=rep, own_side=OwnSide("able_keen", "", ""), at=timezone.now())
    sign(client_of(rep), plan)

    page = sign(client_of(manager), plan).content.decode()

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert "Both signed. The plan starts" in page


def test_the_mentor_gets_404(plan, mentor, client_of):
    Plan.objects.filter(pk=plan.pk).update(mentor=mentor)

    assert client_of(mentor).get(reverse("plans:agreement", args=[plan.pk])).status_code == 404
