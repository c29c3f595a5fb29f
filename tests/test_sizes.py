"""The ceiling of docs/CONTRIBUTING.md: a module of ours stays readable in one sitting."""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_MODULE_LINES = 300
# One list of settings is read from top to bottom: in parts nobody would know where a setting stands.
EXCEPTED = {"salesgym/settings.py"}
MAX_FUNCTION_LINES = 40


def our_modules() -> list[Path]:
    named = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split("\n")
    found = [ROOT / name for name in named if name] or [
        path for part in ("salesgym", "plans", "coaching", "tests") for path in (ROOT / part).rglob("*.py")
    ]
    return [path for path in found if path.exists() and "migrations" not in path.parts]


def test_no_module_is_longer_than_its_ceiling() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines()) for path in our_modules()
    }
    assert lengths.keys() >= EXCEPTED
    too_long = {name: lines for name, lines in lengths.items() if lines > MAX_MODULE_LINES}
    assert {name: too_long[name] for name in too_long.keys() - EXCEPTED} == {}


def test_no_function_is_longer_than_its_ceiling() -> None:
    too_long = {}
    for path in our_modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MAX_FUNCTION_LINES:
                    too_long[f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"] = lines
    assert too_long == {}
