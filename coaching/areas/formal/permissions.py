"""Who may do what with formal plans besides the people on them."""

from salesgym.people.models import User


def is_hr(user: User) -> bool:
    """Whether somebody works as an HR partner: they confirm the texts, switch the area, and have the desk."""
    return user.is_active and user.is_hr_partner
