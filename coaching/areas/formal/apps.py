from django.apps import AppConfig


class FormalConfig(AppConfig):
    name = "coaching.areas.formal"
    label = "formal"
    verbose_name = "Formal plans"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from salesgym import hooks

        hooks.reasons_to_stay_off.add_from("coaching.areas.formal.adapter.why_off")
        hooks.appeal_days.add_from("coaching.areas.formal.queries.appeal.appeal_days")
        hooks.agreement_sections.add_from("coaching.areas.formal.documents.hr_texts.sections")
        hooks.notice_kinds.add_from("coaching.areas.formal.emails.KINDS")
        hooks.planners.add_from("coaching.areas.formal.adapter.plan_letters")
        hooks.sample_grounds.add_from("coaching.areas.formal.management.sample.prepare")
        hooks.sample_teams.add_from("coaching.areas.formal.management.sample.build")
