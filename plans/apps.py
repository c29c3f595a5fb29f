from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what plans tell people."""
        from plans.emails import KINDS
        from salesgym import kinds

        for kind in KINDS:
            kinds.register(kind)
