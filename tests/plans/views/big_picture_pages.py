"""A plan with its numbers and peers, and the two pages of its big picture: the wizard's and the rep's."""

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse

from plans.models import Plan
from tests.factories.deals import DealFactory, SourceFactory
from tests.factories.numbers import give_weeks, standard_metrics
from tests.factories.people import JobRoleFactory, OrganizationFactory, RepFactory, TeamFactory, UserFactory
from tests.factories.plans import STARTS_ON, PlanFactory, SkillFactory

SUNDAY = STARTS_ON - timedelta(days=1)
A_WEEK = {"meetings": 19, "opportunities": 4, "wins": 1, "decided": 4, "revenue": 8400}


def plan_of(*, life="draft", peers=(), currency="USD", metric="meeting_to_opportunity", **fields):
    metrics = standard_metrics()
    OrganizationFactory(currency=currency)
    role = JobRoleFactory(commission_rate=fields.pop("rate", Decimal("0.10")))
    name, won = fields.pop("name", "Marcus Bell"), fields.pop("won", 12)
    rep = RepFactory(team=TeamFactory(manager=UserFactory(name="Dana Whitfield")), name=name, job_role=role)
    give_numbers(rep, won=won, currency=currency)
    for opportunities in peers:
        peer = RepFactory(job_role=role)
        give_weeks(peer, "meetings", [20] * 13, until=STARTS_ON)
        give_weeks(peer, "opportunities", [opportunities] * 13, until=STARTS_ON)
    skill = SkillFactory(name="Discovery questions", metric=metrics[metric])
    manager = rep.memberships.get().team.managements.get().person
    return PlanFactory(rep=rep, manager=manager, skill=skill, life=life, **fields)


def give_numbers(rep, *, won, currency):
    for key, value in A_WEEK.items():
        give_weeks(rep, key, [value] * 13, until=STARTS_ON)
    source = SourceFactory()
    for number in range(won):
        day = SUNDAY - timedelta(days=number)
        told = {"stage": "won", "opened_on": day, "closed_on": day, "amount_minor": 840_000}
        DealFactory(source=source, owner=rep, currency=currency, **told)


def step(plan):
    return reverse("plans:wizard_big_picture", args=[plan.pk])


def worth(plan):
    return reverse("plans:big_picture", args=[plan.pk])


def seen(client, person, url):
    client.force_login(person)
    return client.get(url)


def asked(client, plan, **typed):
    client.force_login(plan.manager)
    version = Plan.objects.get(pk=plan.pk).version
    return client.post(step(plan), {"version": version, "target": "28", **typed})
