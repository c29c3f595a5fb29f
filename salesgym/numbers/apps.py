from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "salesgym.numbers"
    label = "numbers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from salesgym import hooks
        from salesgym.numbers.actions.imports import other_tables
        from salesgym.numbers.emails import KINDS

        hooks.notice_kinds.add(*KINDS)
        hooks.table_readers.add(other_tables.as_text)
