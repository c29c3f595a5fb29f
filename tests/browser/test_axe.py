"""Every page of every role, light and dark, on a desk and on a phone: axe finds nothing, nothing scrolls sideways."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.areas.deals.models import JointCall
from plans.models import Plan
from salesgym.people.models import Team
from tests.browser.formal_states import NAMES, formal_plans, formal_reps
from tests.browser.looks import troubles_in_every_look
from tests.factories.attachments import AttachmentFactory
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory, TalkRequestFactory, TopicFactory
from tests.factories.people import ManagementFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLANS = ("marcus", "aisha", "grace", "ines", "owen", "noah")
# What each of the roles opens, with the sample's plans in their states; {marcus} is Marcus's plan, {Marcus} the person.
# In parts that take about the same time, so that several workers share them.
PAGES = {
    "nobody": "/account/login/ /account/password/reset/ /nowhere/",
    "dana at her desk": (
        "/board/ /desk/ /inbox/ /me/ /me/notifications/ /delivery/ /numbers/import/ /numbers/gaps/ /signals/ /costs/ "
    ),
    "dana and her people": (
        "/plans/new/ /people/team/ /people/import/ /invitations/ /find/?q=ma /people/{Marcus}/numbers/type/ "
        "/numbers/team/ /numbers/team/?sort=-wins&name=a /people/{Marcus}/numbers/{week}/ "
        "/roles/{role}/ /roles/{role}/edit/ "
    ),
    "dana and a plan": (
        "/plans/{marcus}/ /plans/{marcus}/?proof=open /plans/{marcus}/history/ /plans/{marcus}/practice/ "
        "/plans/{marcus}/agreement/ "
        "/plans/{aisha}/agreement/ /plans/{marcus}/close/ /plans/{marcus}/pause/ /plans/{marcus}/worth/ "
    ),
    "dana and deals": (
        "/people/{Marcus}/deals/ /people/{Lena}/deals/ /people/{Marcus}/deals/take/ /deals/{deal}/call/ "
        "/deals/calls/{call}/debrief/ /numbers/deals/{crm}/ /numbers/deals/{crm}/take-out/ /numbers/deals/out/ "
    ),
    "dana and numbers": (
        "/people/{Jordan}/numbers/ /people/{Marcus}/numbers/?open=revenue_per_win "
        "/people/{Marcus}/numbers/?from=2026-03-01&to=2026-02-01 "
        "/people/{Marcus}/record/ /people/{Marcus}/leave/ "
    ),
    "dana and check-ins": (
        "/check-ins/ /check-ins/plan/ /check-ins/note/ /people/{Marcus}/check-ins/ /people/{Marcus}/check-ins/rhythm/ "
    ),
    "marcus": (
        "/today/ /practice/log/ /plans/{marcus}/ /plans/{marcus}/proof/ /inbox/ /me/ /plans/{marcus}/programme/ "
        "/people/{Marcus}/numbers/ /plans/{marcus}/worth/ /people/{Marcus}/record/ "
        "/people/{Marcus}/check-ins/ /check-ins/ask/ "
        "/deals/{deal}/prepare/ /deals/calls/{call}/score/ "
        "/plans/{marcus}/practice/ /plans/{marcus}/score/"
    ),
    "marcus and a talk": "/people/{Marcus}/check-ins/{ended}/",
    "dana and a talk": "/people/{Marcus}/check-ins/{running}/ /people/{Marcus}/check-ins/{ended}/",
    "marcus and files": "/steps/{step}/files/ /promises/{promise}/files/",
    "aisha": "/today/ /plans/{aisha}/proposal/ /desk/",
    "noah": "/today/ /plans/{noah}/ /desk/",
    "sofia": (
        "/board/ /desk/ /plans/{grace}/draft/focus/ /plans/{grace}/draft/reason/ "
        "/plans/{grace}/draft/big-picture/ /plans/{ines}/close/ "
        "/plans/{owen}/ /plans/{marcus}/"
    ),
    "above": "/teams/ /teams/?q=smb&number=meetings",
    "ruth and formal": (
        "/formal/ /formal/texts/ /formal/plans/{sent}/ /formal/plans/{blocked}/ /formal/plans/{blocked}/override/ "
        "/formal/plans/{appealed}/appeal/ "
    ),
    "dana and formal": (
        "/formal/new/ /formal/new/{opened}/ /formal/plans/{sent}/send/ /plans/{received}/answers/ /plans/{running}/ "
        "/plans/{blocked}/override/ask/ /plans/{blocked}/close/ /plans/{shown}/close/ "
    ),
    "received and formal": "/plans/{received}/proposal/ /plans/{received}/answers/ /plans/{ended}/appeal/",
    "running and formal": (
        "/plans/{running}/ /plans/{running}/change/ /plans/{running}/agreement/ /plans/{running}/statements/ "
    ),
}


@pytest.fixture
def people(harbor) -> dict:
    """The sample has nobody above its managers."""
    sides, at = {"rep": harbor["marcus"], "led_by": harbor["dana"]}, timezone.now()
    CheckInFactory(**sides, planned_for=at - timedelta(minutes=20))
    CheckInFactory(**sides, planned_for=at + timedelta(days=1))
    CheckInFactory(**sides, planned_for=at - timedelta(days=9))
    talk = CheckInFactory(**sides, held=True, planned_for=at - timedelta(days=20))
    TalkPromiseFactory(check_in=talk, due_on=timezone.localdate() - timedelta(days=2))
    TalkRequestFactory(rep=harbor["marcus"])
    TopicFactory(rep=harbor["marcus"])
    company = Team.objects.get(parent=None, name="Harbor")
    return {**harbor, "above": ManagementFactory(team=company, person=UserFactory()).person}


def paths_of(part: str, people: dict) -> list[str]:
    numbers = {key: Plan.objects.filter(rep=people[key]).latest("pk").pk for key in PLANS}
    marcus = Plan.objects.get(pk=numbers["marcus"])
    numbers |= {"step": marcus.milestones.latest("position").pk, "promise": marcus.support.earliest("pk").pk}
    week = timezone.localdate() - timedelta(days=7)
    talks = talks_of(people) if part.endswith("talk") else {}
    formal = formal_of(people) if part.endswith("formal") else {}
    names = {name: people[name.lower()].pk for name in ("Marcus", "Jordan", "Lena")}
    call = JointCall.objects.filter(deal__rep=people["marcus"], deal__slot__isnull=False).earliest("pk")
    ids = {
        **numbers,
        **names,
        **talks,
        **formal,
        "role": people["marcus"].job_role_id,
        "week": week,
        "deal": call.deal_id,
        "call": call.pk,
        "crm": call.deal.deal_id,
    }
    return PAGES[part].format(**ids).split()


def talks_of(people: dict) -> dict[str, int]:
    """A check-in of Marcus and Dana that runs, and one that is over with something on it."""
    sides = {"rep": people["marcus"], "led_by": people["dana"]}
    at = timezone.now()
    running = CheckInFactory(**sides, planned_for=at, started_at=at)
    ended = CheckInFactory(**sides, planned_for=at - timedelta(days=1), ended=True, notes="A trade first.")
    TalkPromiseFactory(check_in=ended)
    TopicFactory(rep=people["marcus"])
    return {"running": running.pk, "ended": ended.pk}


def formal_of(people: dict) -> dict[str, int]:
    """The ids of formal plans by their state; of "opened" that of the rep, for whom none is open yet."""
    reps = {state: people[state] for state in NAMES}
    plans = formal_plans(people["dana"], reps)
    return {"opened": reps["opened"].pk, **{state: plan.pk for state, plan in plans.items()}}


def file_on_last_step(people: dict) -> None:
    step = Plan.objects.filter(rep=people["marcus"]).latest("pk").milestones.latest("position")
    AttachmentFactory(milestone=step, name=f"{'a long name ' * 9}.pdf", added_at=timezone.now())


@pytest.mark.parametrize("part", PAGES)
def test_axe_finds_nothing_on_any_page(people, page_of, part: str):
    troubles = []
    if part.endswith("formal"):
        people |= formal_reps(people["dana"])
    page = page_of(people.get(part.split()[0]))
    if part == "marcus and files":
        file_on_last_step(people)
    for path in paths_of(part, people):
        name = f"{path} as {part}"
        answer = page.goto(path)
        expected = 404 if path == "/nowhere/" else 200
        if answer.status == expected:
            troubles += troubles_in_every_look(page, name)
        else:
            troubles.append(f"{name}: {answer.status}")

    assert troubles == []
