"""Steps of a migration that are taken between two states, so that Django renders the models once and not after each.

    operations = together([AddField(...), RemoveConstraint(...), AddConstraint(...), RunSQL(...)])

To render a model is to build its class, and those of all models that it leads to: nearly every table leads to a person,
so that one step builds more than forty. The SQL is the same, in the same order; only what the steps are told of the
models before and after them spans several of them. Wherever a step has to know the state in between (it touches what an
earlier one touched, it renames a model, it runs Python), a new group begins.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.db.migrations import operations as steps_of_django
from django.db.migrations.operations.base import Operation

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState

# What a step touches: its model, and the name of a field, a constraint or an index of it; without one the whole table.
Touched = tuple[str, str]
FIELDS = (steps_of_django.AddField, steps_of_django.AlterField, steps_of_django.RemoveField)
REMOVED_RULES = (steps_of_django.RemoveConstraint, steps_of_django.RemoveIndex)
RULES = (steps_of_django.AddConstraint, steps_of_django.AddIndex, *REMOVED_RULES)


def together(steps: Sequence[Operation]) -> list[Operation]:
    """The same steps, as few groups as they allow."""
    return [group[0] if len(group) == 1 else Together(group) for group in _groups(steps)]


class Together(Operation):
    """Steps of which none asks for the state that another one of them leaves."""

    def __init__(self, steps: Sequence[Operation]) -> None:
        self.steps = steps

    @property
    def reversible(self) -> bool:  # type: ignore[override]
        return all(step.reversible for step in self.steps)

    def state_forwards(self, app_label: str, state: "ProjectState") -> None:
        # Without rendered models a step only changes what is known of them.
        rendered = state.__dict__.pop("apps", None)
        for step in self.steps:
            step.state_forwards(app_label, state)
        if rendered is not None:
            state.__dict__["apps"] = rendered
            models = {(app_label, model) for step in self.steps if (model := _model_of(step))}
            state.reload_models(list(models), delay=not any(map(_may_relate, self.steps)))

    def database_forwards(
        self,
        app_label: str,
        schema_editor: "BaseDatabaseSchemaEditor",
        from_state: "ProjectState",
        to_state: "ProjectState",
    ) -> None:
        for step in self.steps:
            step.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: "BaseDatabaseSchemaEditor",
        from_state: "ProjectState",
        to_state: "ProjectState",
    ) -> None:
        for step in reversed(self.steps):
            step.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(step.describe() for step in self.steps)


def _groups(steps: Sequence[Operation]) -> Iterator[list[Operation]]:
    group: list[Operation] = []
    touched: set[Touched] = set()
    for step in steps:
        its = _touched(step)
        if group and (its is None or not _fits(step, its, touched)):
            yield group
            group, touched = [], set()
        group.append(step)
        if its is None:
            yield group
            group, touched = [], set()
        else:
            touched |= its
    if group:
        yield group


def _touched(step: Operation) -> set[Touched] | None:
    """None for a step that must be alone."""
    if isinstance(step, steps_of_django.CreateModel):
        return {(step.name_lower, "")}
    if isinstance(step, FIELDS):
        return {(step.model_name_lower, f"field {step.name_lower}")}
    if isinstance(step, RULES):
        *_, named = step.deconstruct()
        if isinstance(step, REMOVED_RULES):
            # The rule of this name that was there before: another one may take its name.
            return {(step.model_name_lower, f"old rule {named['name']}")}
        return {(step.model_name_lower, f"rule {(named.get('index') or named['constraint']).name}")}
    if isinstance(step, steps_of_django.RunSQL) and not step.state_operations:
        return set()
    return None


def _fits(step: Operation, its: set[Touched], touched: set[Touched]) -> bool:
    if its & touched or any((model, "") in touched for model, _ in its):
        return False
    if isinstance(step, REMOVED_RULES):
        # Not one that the group adds.
        return not {(model, what.removeprefix("old ")) for model, what in its} & touched
    return True


def _model_of(step: Operation) -> str | None:
    if isinstance(step, steps_of_django.CreateModel):
        return step.name_lower
    return getattr(step, "model_name_lower", None)


def _may_relate(step: Operation) -> bool:
    """Whether models may lead elsewhere afterwards, as Django asks for each step on its own."""
    if isinstance(step, steps_of_django.AddField):
        return bool(step.field.is_relation)
    return isinstance(step, (steps_of_django.CreateModel, *FIELDS))
