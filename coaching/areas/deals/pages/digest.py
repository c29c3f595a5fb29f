"""What became of deals in coaching, in a line each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.areas.deals.models import CoachedDeal
from coaching.areas.deals.pages import words
from coaching.areas.deals.queries.digest import Decided
from coaching.queries.digest import DigestLine


def lines(found: Iterable[Decided]) -> Mapping[int, Sequence[DigestLine]]:
    """The lines by rep, each with the page of the rep's deals."""
    told: dict[int, list[DigestLine]] = defaultdict(list)
    for one in found:
        rep = one.deal.rep
        url = reverse("deals:person_deals", args=[rep.pk])
        told[rep.pk].append(DigestLine(rep.name, _line(one), url, one.known_at))
    return told


def _line(one: Decided) -> str:
    """Won: Tidewater, prepared together on 12 November"""
    deal = one.deal
    known = deal.known
    stage = deal.result or (known.stage if known else "")
    said = {"deal": words.name(deal)}
    result = (_("Won: %(deal)s") if stage == CoachedDeal.Result.WON else _("Lost: %(deal)s")) % said
    if one.prepared_at is None:
        return result
    said = {"result": result, "day": date_format(localtime(one.prepared_at), "j F")}
    if one.is_together:
        return _("%(result)s, prepared together on %(day)s") % said
    return _("%(result)s, prepared on %(day)s") % said
