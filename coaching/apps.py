from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "coaching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coaching.adapter import can_read_talk_promise, notice_words, sample_people
        from coaching.emails import KINDS
        from coaching.queries.find import mentees
        from coaching.queries.planned import are_planned
        from coaching.queries.talk_minutes import minutes_of_talks
        from salesgym import hooks

        hooks.notice_kinds.add(*KINDS)
        hooks.people_to_find.add(mentees)
        hooks.notice_words.add(notice_words)
        hooks.sample_people.add(sample_people)
        hooks.commitment_readers.add(can_read_talk_promise)
        hooks.check_ins_planned.add(are_planned)
        hooks.coaching_minutes.add(minutes_of_talks)
