from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "coaching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coaching.emails import KINDS
        from coaching.queries import find
        from salesgym.kinds import register
        from salesgym.people.queries import directory

        for kind in KINDS:
            register(kind)
        directory.also_visible(find.mentees)
        directory.also_link(find.links)
