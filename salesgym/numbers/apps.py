from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "salesgym.numbers"
    label = "numbers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from salesgym.numbers.queries import find
        from salesgym.people.queries import directory

        directory.also_link(find.links)
