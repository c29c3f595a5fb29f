from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "coaching.areas.deals"
    label = "deals"
    verbose_name = "Deals in coaching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from salesgym import hooks

        hooks.notice_kinds.add_from("coaching.areas.deals.emails.KINDS")
        hooks.person_tabs.add_from("coaching.areas.deals.pages.tab.TAB")
        hooks.coaching_minutes.add_from("coaching.areas.deals.queries.minutes.minutes_of_calls")
        hooks.talk_deals.add_from("coaching.areas.deals.adapter.talk_deals")
        hooks.digest_lines.add_from("coaching.areas.deals.adapter.digest_lines")
        hooks.sample_parts.add_from("coaching.areas.deals.management.sample.build")
