from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps

from salesgym import hooks


class PeopleConfig(AppConfig):
    name = "salesgym.people"
    label = "people"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import salesgym.checks  # noqa: F401 - registers the system checks
        from salesgym.people.forms import field_words

        field_words.speak()
        hooks.clock_moved.add_from("salesgym.people.models.demo_clock.moved")
        hooks.writing_times.add_from("salesgym.people.queries.calendar.next_allowed_many")


class SetUpConfig(admin_apps.AdminConfig):
    """Django's admin for site admins, behind our own sign-in page."""

    default = False
    default_site = "salesgym.set_up.SetUpSite"
