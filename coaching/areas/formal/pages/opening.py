"""Why a formal plan is not offered for somebody."""

from django.utils.translation import gettext as _

from coaching.areas.formal.queries.opening import Offer


def offer_words(offer: Offer) -> str:
    """The reason in a sentence; "" where it is offered."""
    told = {"name": offer.rep.first_name}
    if not offer.partners:
        return (
            _(
                "Nobody of HR covers %(name)s's team but those who manage it, so no formal plan opens. A site admin names another HR partner."
            )
            % told
        )
    if offer.open_plan is not None and offer.open_plan.is_formal:
        return _("A formal plan for %(name)s is open already.") % told
    if offer.open_plan is not None:
        return (
            _(
                "%(name)s has an open plan. It never turns into a formal one: close it with its outcome first, and it stands here as support already given."
            )
            % told
        )
    return ""
