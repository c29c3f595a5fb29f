from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what plans tell people, which of their steps an import of numbers moves, and which imports they rest on."""
        from plans.emails import KINDS
        from plans.queries import resting
        from plans.queries import touched as plans_touched
        from salesgym import kinds
        from salesgym.numbers.queries import touched, undoing

        for kind in KINDS:
            kinds.register(kind)
        touched.also_tell(plans_touched.milestones)
        undoing.also_depends(resting.on_numbers)
