from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add to the hooks: notices of plans, steps that an import moves, plans after a signal, imports to keep."""
        from plans.emails import KINDS
        from plans.queries import after_signals, resting, touched
        from salesgym import hooks

        hooks.notice_kinds.add(*KINDS)
        hooks.moved_by_numbers.add(touched.milestones)
        hooks.plans_of_reps.add(after_signals.plans_of)
        hooks.reasons_to_keep.add(resting.on_numbers)
