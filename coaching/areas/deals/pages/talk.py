"""The deals of a rep as lines of a check-in's agenda."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from coaching.areas.deals.calculations.stage import Stage, stage_of
from coaching.areas.deals.pages import words
from coaching.areas.deals.pages.deal import is_decided
from coaching.areas.deals.queries.talk import TalkedAbout
from coaching.queries.talk import TalkDeal
from salesgym.numbers.pages.values import Sayers

PREPARE_NEXT = _("prepare the next step")
NEXT: dict[Stage, Promise] = {
    Stage.PREPARE: _("to prepare"),
    Stage.CALL: _("a joint call is planned"),
    Stage.DEBRIEF: _("look back at the joint call"),
    Stage.RESULT: _("decided: close it, and take the next"),
}


def lines(deals: Sequence[TalkedAbout], *, at: datetime) -> list[TalkDeal]:
    """Each with a link to its place on the tab: $9,200, a joint call is planned."""
    return [_line(one, at) for one in deals]


def _line(one: TalkedAbout, at: datetime) -> TalkDeal:
    deal = one.deal
    stage = stage_of(
        is_decided=is_decided(deal),
        prepared_at=one.prepared_at,
        call_at=one.call_at,
        debriefed_at=one.debriefed_at,
        at=at,
    )
    has_looked_back = stage is Stage.DEBRIEF and one.debriefed_at is not None
    what = PREPARE_NEXT if has_looked_back else NEXT[stage]
    return TalkDeal(
        name=words.name(deal),
        what=words.in_a_row((words.amount(deal, Sayers(deal.currency)), str(what))),
        url=reverse("deals:person_deals", args=[deal.rep_id], fragment=f"deal-{deal.pk}"),
    )
