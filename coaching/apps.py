from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "coaching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coaching.emails import KINDS
        from salesgym import hooks

        hooks.notice_kinds.add(*KINDS)
