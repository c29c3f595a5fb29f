from django.apps import AppConfig


class DealsConfig(AppConfig):
    name = "coaching.areas.deals"
    label = "deals"
    verbose_name = "Deals in coaching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coaching.areas.deals.adapter import digest_lines, talk_deals
        from coaching.areas.deals.emails import KINDS
        from coaching.areas.deals.management.sample import build
        from coaching.areas.deals.pages.tab import TAB
        from coaching.areas.deals.queries.minutes import minutes_of_calls
        from salesgym import hooks

        hooks.notice_kinds.add(*KINDS)
        hooks.person_tabs.add(TAB)
        hooks.coaching_minutes.add(minutes_of_calls)
        hooks.talk_deals.add(talk_deals)
        hooks.digest_lines.add(digest_lines)
        hooks.sample_parts.add(build)
