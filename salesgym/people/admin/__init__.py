from salesgym.people.admin import organization, user

__all__ = ["organization", "user"]
