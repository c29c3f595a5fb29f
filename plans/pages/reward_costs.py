"""What the rewards of a plan cost, in words for its manager."""

from django.utils.translation import gettext as _

from plans.queries.reward_costs import Costs
from salesgym.numbers.calculations.money.units import to_major
from salesgym.numbers.pages.sure import in_plans
from salesgym.numbers.pages.values import Sayers


def costs_words(found: Costs, say: Sayers) -> str:
    """All rewards together cost $450 at most, and about $310 on average."""
    money = say.money_in(found.currency)
    said = {
        "most": money.minor(found.costs.most),
        "average": money.about(to_major(round(found.costs.average), found.currency)),
    }
    if not found.costs.has_guess:
        return _("All rewards together cost %(most)s at most.") % said
    return (
        _(
            "All rewards together cost %(most)s at most, and about %(average)s on average: each cost times the chance of its step. A step without a chance counts in full."
        )
        % said
    )


def luck_words(luck: float | None) -> str:
    """What is said beside the reward of a step that luck reaches so often; empty for any other step."""
    if luck is None:
        return ""
    return _(
        "Luck alone reaches this step %(plans)s. A reward for the rep's own work on the way there says more."
    ) % {"plans": in_plans(luck)}
