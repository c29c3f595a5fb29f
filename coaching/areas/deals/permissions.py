"""Who may do what with deals in coaching, by what they are to the rep today. Whoever reads none finds none."""

from salesgym.people.models import User
from salesgym.people.permissions import Reading


def can_see(reading: Reading) -> bool:
    """The rep, who manages them today, and the mentor of their open plan. Nobody else, HR and managers above included."""
    return reading is not Reading.NAME


def can_take(reading: Reading) -> bool:
    """The rep and their managers choose which deals are in coaching, and when one leaves."""
    return reading is Reading.PARTY


def can_prepare(user: User, rep: User) -> bool:
    """The sheet is the rep's own. The others say what they think below it."""
    return user.pk == rep.pk


def can_help(reading: Reading) -> bool:
    """All who see the deal remark on it, plan joint calls and look back at them."""
    return can_see(reading)


def can_see_pipeline(reading: Reading) -> bool:
    """What is open against the rep's number is for the rep and their managers: a mentor reads amounts of deals alone."""
    return reading is Reading.PARTY
