"""What a number brings or costs a quarter against the middle rep of the role, in a cell and in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from salesgym.numbers.pages.values import Money


@dataclass(frozen=True, slots=True)
class AgainstMiddle:
    """An amount as its cell shows it, -$15,000 or +$10,000, and as it is read aloud."""

    shown: str
    said: str
    is_ahead: bool


def of(amount: int | None, money: Money) -> AgainstMiddle | None:
    """The words of this amount in whole units; None where it is not known."""
    if amount is None:
        return None
    told = {"money": money.whole(abs(amount))}
    if amount > 0:
        said = _("about %(money)s a quarter more than the middle rep")
        return AgainstMiddle(_("+%(money)s") % told, said % told, is_ahead=True)
    if amount < 0:
        said = _("about %(money)s a quarter less than the middle rep")
        return AgainstMiddle(_("-%(money)s") % told, said % told, is_ahead=False)
    return AgainstMiddle(told["money"], _("about as much as the middle rep"), is_ahead=False)


def explained() -> tuple[str, ...]:
    """How these amounts are worked out, and who reads them."""
    return (
        _(
            "The money beside a rate is what it brings or costs a quarter against the middle rep of the role: the median"
            " of at least five colleagues. It compares 13 weeks, also where the last four look different, so it moves"
            " later than the number beside it. It is rounded, and a start for a talk, not a finding. No"
            " colleague is named, and only the rep's managers read it."
        ),
    )
