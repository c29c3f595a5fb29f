from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what plans tell people, which steps an import moves, which imports they rest on, what came after signals."""
        from plans.emails import KINDS
        from plans.queries import after_signals as plans_after
        from plans.queries import resting
        from plans.queries import touched as plans_touched
        from salesgym import kinds
        from salesgym.numbers.queries import after_signals, touched, undoing

        for kind in KINDS:
            kinds.register(kind)
        touched.also_tell(plans_touched.milestones)
        after_signals.also_tell(plans_after.plans_of)
        undoing.also_depends(resting.on_numbers)
