from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "salesgym.numbers"
    label = "numbers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from salesgym import hooks

        hooks.notice_kinds.add_from("salesgym.numbers.emails.KINDS")
        hooks.table_readers.add_from("salesgym.numbers.actions.imports.other_tables.as_text")
