from django.apps import AppConfig


class NumbersConfig(AppConfig):
    name = "salesgym.numbers"
    label = "numbers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from salesgym import kinds
        from salesgym.numbers.emails import KINDS
        from salesgym.numbers.queries import find
        from salesgym.people.queries import directory

        for kind in KINDS:
            kinds.register(kind)
        directory.also_link(find.links)
