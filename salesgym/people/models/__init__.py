from salesgym.people.models.area import AreaSwitch
from salesgym.people.models.clock import Moment, Today, away_today, managing_today, running_today
from salesgym.people.models.demo_clock import DemoClock
from salesgym.people.models.invitation import Invitation
from salesgym.people.models.leave import Leave
from salesgym.people.models.organization import Holiday, JobRole, Management, Membership, Organization, Team
from salesgym.people.models.role_guide import RoleGuide
from salesgym.people.models.user import User, UserQuerySet

__all__ = [
    "AreaSwitch",
    "DemoClock",
    "Holiday",
    "Invitation",
    "JobRole",
    "Leave",
    "Management",
    "Membership",
    "Moment",
    "Organization",
    "RoleGuide",
    "Team",
    "Today",
    "User",
    "UserQuerySet",
    "away_today",
    "managing_today",
    "running_today",
]
