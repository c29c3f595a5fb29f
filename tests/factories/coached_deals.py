"""Deals in coaching and what hangs on them: dull, valid, fixed dates."""

import uuid
from datetime import UTC, datetime

import factory

from coaching.areas.deals.models import CoachedDeal, JointCall, Preparation, Remark
from tests.factories.people import RepFactory, UserFactory

TAKEN_AT = datetime(2026, 1, 12, 9, tzinfo=UTC)


class CoachedDealFactory(factory.django.DjangoModelFactory):
    """A deal typed by hand, in the first place of its rep; `deal=` names one of the CRM, `out` has left coaching."""

    class Meta:
        model = CoachedDeal

    class Params:
        out = factory.Trait(
            slot=None,
            result=CoachedDeal.Result.SET_ASIDE,
            ended_at=TAKEN_AT,
            ended_by=factory.SelfAttribute("rep"),
        )

    rep = factory.SubFactory(RepFactory)
    deal = None
    source = factory.LazyAttribute(lambda coached: coached.deal and coached.deal.source)
    external_id = factory.LazyAttribute(lambda coached: coached.deal.external_id if coached.deal else "")
    is_typed = factory.LazyAttribute(lambda coached: coached.deal is None)
    name = "Tidewater"
    amount_minor = 920_000
    currency = "USD"
    slot = 1
    taken_by = factory.SelfAttribute("rep")
    taken_at = TAKEN_AT


class PreparationFactory(factory.django.DjangoModelFactory):
    """A sheet with one question, written by the rep."""

    class Meta:
        model = Preparation

    deal = factory.SubFactory(CoachedDealFactory)
    number = 1
    questions = factory.LazyFunction(lambda: ["Who else feels this?"])
    written_by = factory.LazyAttribute(lambda sheet: sheet.deal.rep)
    written_at = TAKEN_AT


class JointCallFactory(factory.django.DjangoModelFactory):
    """A joint call that is ahead of a test that looks from TAKEN_AT; `debriefed` has its three lines."""

    class Meta:
        model = JointCall

    class Params:
        debriefed = factory.Trait(
            minutes_given=50,
            worked="The pause.",
            learned="Finance decides.",
            next_try="Ask for the cost.",
            debriefed_by=factory.SelfAttribute("helper"),
            debriefed_at=datetime(2026, 1, 13, 10, tzinfo=UTC),
        )

    deal = factory.SubFactory(CoachedDealFactory)
    helper = factory.SubFactory(UserFactory)
    starts_at = datetime(2026, 1, 13, 9, tzinfo=UTC)
    minutes = 45
    watch = "The pause after the second question"
    planned_by = factory.LazyAttribute(lambda call: call.deal.rep)
    planned_at = TAKEN_AT


class RemarkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Remark

    deal = factory.SubFactory(CoachedDealFactory)
    author = factory.LazyAttribute(lambda remark: remark.deal.rep)
    body = "Swap one and two."
    client_id = factory.LazyFunction(uuid.uuid4)
    created_at = TAKEN_AT
