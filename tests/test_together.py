"""Steps of a migration taken together are the same steps: the same SQL, the same state, fewer models built."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, models
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    Migration,
    RemoveConstraint,
    RemoveField,
    RemoveIndex,
    RenameModel,
    RunPython,
    RunSQL,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.signals import class_prepared

from salesgym.together import Together, together


def row_id() -> tuple[str, models.Field]:
    return "id", models.BigAutoField(primary_key=True)


def leads_to(model: str) -> models.ForeignKey:
    return models.ForeignKey(f"library.{model}", models.CASCADE, related_name="+")


def limit(most: int) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(places__lte=most), name="places_have_a_limit")


HOUSE = CreateModel("House", [row_id()])
SHELF = CreateModel(
    "Shelf",
    [row_id(), ("places", models.IntegerField()), ("mark", models.CharField(max_length=9))],
    options={
        "constraints": [limit(10)],
        "indexes": [models.Index(fields=["mark"], name="marks")],
    },
)
BEFORE = [HOUSE, SHELF]
STEPS = [
    CreateModel("Book", [row_id(), ("shelf", leads_to("shelf"))]),
    CreateModel("Page", [row_id(), ("book", leads_to("book"))]),
    RemoveConstraint("shelf", "places_have_a_limit"),
    AddField("shelf", "house", leads_to("house"), preserve_default=True),
    AddField("shelf", "wide", models.IntegerField(default=3), preserve_default=False),
    RunSQL("UPDATE library_shelf SET wide = 4", RunSQL.noop),
    AlterField("shelf", "places", models.IntegerField(null=True)),
    AddConstraint("shelf", limit(20)),
    RemoveIndex("shelf", "marks"),
    RemoveField("shelf", "mark"),
    AddIndex("shelf", models.Index(fields=["places", "wide"], name="places_and_widths")),
    # A second group: what is created above is changed here.
    AddField("page", "number", models.IntegerField(default=1)),
    AddConstraint("page", models.UniqueConstraint(fields=["book", "number"], name="pages_count_up")),
]


def migration(steps: list[Operation]) -> Migration:
    made = Migration("0001_library", "library")
    made.operations = steps
    return made


def before() -> ProjectState:
    state = migration(BEFORE).mutate_state(ProjectState())
    assert state.apps.get_model("library", "Shelf")
    return state


def forwards(steps: list[Operation]) -> tuple[list[str], ProjectState]:
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        state = migration(steps).apply(before(), editor)
    return editor.collected_sql, state


def statements(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith("--")]


@contextmanager
def built() -> Iterator[list[type[models.Model]]]:
    found: list[type[models.Model]] = []

    def note(sender: type[models.Model], **_named: object) -> None:
        found.append(sender)

    class_prepared.connect(note)
    try:
        yield found
    finally:
        class_prepared.disconnect(note)


@pytest.mark.django_db
def test_steps_together_are_the_same_steps() -> None:
    with built() as alone:
        said, expected = forwards(STEPS)
    grouped = together(STEPS)
    with built() as at_once:
        said_together, found = forwards(grouped)
    assert [type(group) for group in grouped] == [Together, Together]
    assert statements(said_together) == statements(said) != []
    assert found == expected
    for model in expected.apps.get_models():
        same = found.apps.get_model("library", model.__name__)
        for rendered in (model, same):
            related = {field.related_model for field in rendered._meta.get_fields() if field.is_relation}
            # Classes of one and the same rendering.
            assert related <= set((expected if rendered is model else found).apps.get_models())
        assert [str(field) for field in same._meta.get_fields()] == [
            str(field) for field in model._meta.get_fields()
        ]
    assert len(at_once) < len(alone) / 2


@pytest.mark.django_db
def test_steps_together_are_undone_like_steps_alone() -> None:
    def backwards(steps: list[Operation]) -> list[str]:
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            migration(steps).unapply(before(), editor)
        return statements(editor.collected_sql)

    assert backwards(together(STEPS)) == backwards(STEPS) != []


WIDE = AddField("shelf", "wide", models.IntegerField())


@pytest.mark.parametrize(
    ("step", "next_step"),
    [
        pytest.param(WIDE, AlterField("shelf", "wide", models.CharField()), id="a field twice"),
        pytest.param(AddConstraint("shelf", limit(9)), AddConstraint("shelf", limit(9)), id="a rule twice"),
        pytest.param(
            AddConstraint("shelf", limit(9)),
            RemoveConstraint("shelf", "places_have_a_limit"),
            id="a rule added and removed",
        ),
        pytest.param(CreateModel("Shelf", [row_id()]), WIDE, id="a field of a new model"),
        pytest.param(WIDE, RenameModel("Shelf", "Board"), id="another name"),
        pytest.param(WIDE, RunPython(RunPython.noop), id="Python"),
        pytest.param(
            WIDE,
            RunSQL("SELECT 1", state_operations=[RemoveField("shelf", "wide")]),
            id="SQL that changes the state",
        ),
    ],
)
def test_a_step_that_needs_the_state_in_between_begins_a_new_group(
    step: Operation, next_step: Operation
) -> None:
    assert together([step, next_step]) == [step, next_step]


def test_what_cannot_be_undone_says_so() -> None:
    final = RunSQL("SELECT 1")
    (group,) = together([RemoveIndex("shelf", "marks"), final])
    assert not group.reversible
    assert together(STEPS)[0].reversible
    assert group.describe() == f"Remove index marks from shelf; {final.describe()}"
