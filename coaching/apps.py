from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "coaching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from salesgym import hooks

        hooks.notice_kinds.add_from("coaching.emails.KINDS")
        hooks.people_to_find.add_from("coaching.queries.find.mentees")
        hooks.notice_words.add_from("coaching.adapter.notice_words")
        hooks.sample_people.add_from("coaching.adapter.sample_people")
        hooks.missed_by_managers.add_from("coaching.queries.missed_talks.missed_by_manager")
        hooks.commitment_readers.add_from("coaching.adapter.can_read_talk_promise")
        hooks.check_ins_planned.add_from("coaching.queries.planned.are_planned")
        hooks.coaching_minutes.add_from("coaching.queries.talk_minutes.minutes_of_talks")
