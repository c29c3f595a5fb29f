"""Django's migrate in half the time: a first start spends most of it here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with one_model_at_a_time():
            super().handle(*args, **options)


@contextmanager
def one_model_at_a_time() -> Iterator[None]:
    """Build one model anew where no other needs to know what changed: a constraint, an index, a plain field.

    Django builds whatever is related as well, nearly every model, for each of some two hundred steps.
    It keeps note that relations wait (`is_delayed`), and builds all of them before code of a migration runs.
    """
    django_way = ProjectState.reload_model

    def reload_model(state: Any, app_label: str, model_name: str, delay: bool = False) -> None:
        if not delay or "apps" not in vars(state) or model_name not in state.apps.all_models[app_label]:
            return django_way(state, app_label, model_name, delay)
        state.is_delayed = True
        return state._reload({(app_label, model_name)})

    ProjectState.reload_model = reload_model  # type: ignore[assignment,method-assign]
    try:
        yield
    finally:
        ProjectState.reload_model = django_way  # type: ignore[method-assign]
