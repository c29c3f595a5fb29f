from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Add to the hooks: notices of plans, steps that an import moves, plans after a signal, baselines,
        imports to keep, who has a plan, what stands on numbers, money beside rates, who confirms a typed week,
        files that change one."""
        from salesgym import hooks

        hooks.notice_kinds.add_from("plans.emails.KINDS")
        hooks.moved_by_numbers.add_from("plans.adapter.moved_by_numbers")
        hooks.plans_of_reps.add_from("plans.adapter.plans_of_reps")
        hooks.baselines_of_reps.add_from("plans.queries.baselines.baselines_of")
        hooks.stands_on_numbers.add_from("plans.adapter.stands_on_numbers")
        hooks.people_with_plan.add_from("plans.adapter.people_with_plan")
        hooks.reasons_to_keep.add_from("plans.adapter.reason_to_keep")
        hooks.money_against_middle.add_from("plans.adapter.money_against_middle")
        hooks.weeks_typed.add_from("plans.actions.typed_weeks.ask_other_side")
        hooks.imports_watched.add_from("plans.actions.imported_weeks.watch")
