"""No test module reads the clock when it is imported: a run across midnight would stand in two weeks at once."""

import ast
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLOCK = {"now", "today", "localdate", "localtime", "this_monday", "last_week", "monday_at_nine"}


def at_import(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is read: everything but the bodies of its functions; their defaults do run."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda):
            rest: list[ast.AST] = [child.args]
            rest += child.decorator_list if isinstance(child, ast.FunctionDef) else []
        else:
            rest = [child]
        for part in rest:
            yield part
            yield from at_import(part)


def reads_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in CLOCK


def test_no_test_module_reads_the_clock_when_it_is_imported() -> None:
    early = [
        f"{path.relative_to(HERE)}:{node.lineno}"
        for path in sorted(HERE.rglob("*.py"))
        for node in at_import(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and reads_clock(node)
    ]

    assert early == []
