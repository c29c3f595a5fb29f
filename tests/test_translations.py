"""Every sentence can be translated: a whole literal that is found without running the code."""

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
APPS = ("salesgym", "plans", "coaching")
# How many of the first arguments are texts.
TEXTS = {
    "_": 1,
    "gettext": 1,
    "gettext_lazy": 1,
    "ngettext": 2,
    "ngettext_lazy": 2,
    "pgettext": 2,
    "pgettext_lazy": 2,
    "npgettext": 3,
    "npgettext_lazy": 3,
}
CUTS = {"capitalize", "endswith", "lower", "removeprefix", "removesuffix", "replace", "split", "startswith"}
# What stands between two parts of a sentence: a text that begins with it was cut out of one.
GLUE = tuple(" ,.;:)")
ARTICLE = re.compile(r"\b[Aa]n? (%\(|\{\{)")
TEMPLATE_TAG = re.compile(r"{%-?\s*(?:translate|trans)\s+([^\s%]+)")


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _texts(node: ast.AST) -> list[ast.expr]:
    """The arguments of a call of gettext that are its texts."""
    if not isinstance(node, ast.Call) or _name(node) not in TEXTS:
        return []
    return node.args[: TEXTS[_name(node)]]


def _is_literal(text: ast.expr) -> bool:
    return isinstance(text, ast.Constant) and isinstance(text.value, str)


def _is_translated(node: ast.AST) -> bool:
    """A call of gettext, with or without its values put in."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _is_translated(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
        return any(_is_translated(argument) for argument in node.args)
    return bool(_texts(node))


def not_literal(tree: ast.AST) -> Iterator[ast.AST]:
    """Texts that makemessages cannot find: names, f-strings, sums."""
    for node in ast.walk(tree):
        if not all(_is_literal(text) for text in _texts(node)):
            yield node


def glued(tree: ast.AST) -> Iterator[ast.AST]:
    """Sentences put together from translated parts, whose order another language cannot change."""
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(op=ast.Add()) if _is_translated(node.left) or _is_translated(node.right):
                yield node
            case ast.AugAssign(op=ast.Add()) if _is_translated(node.value):
                yield node
            case ast.FormattedValue() if _is_translated(node.value):
                yield node
            case ast.Call() if any(
                isinstance(text, ast.Constant) and str(text.value).startswith(GLUE) for text in _texts(node)
            ):
                yield node


def cut(tree: ast.AST) -> Iterator[ast.AST]:
    """English grammar on a translated text: its letters are another language's."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=method, value=text)) if method in CUTS and _is_translated(
                text
            ):
                yield node


def article(tree: ast.AST) -> Iterator[ast.AST]:
    """An article before a value: "A 8-week plan" is wrong, and nobody knows the value beforehand."""
    for node in ast.walk(tree):
        if any(ARTICLE.search(str(getattr(text, "value", ""))) for text in _texts(node)):
            yield node


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    found = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))
    return tuple((path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())) for path in found)


@pytest.mark.parametrize("rule", [not_literal, glued, cut, article])
def test_every_translated_text_is_a_whole_literal(rule):
    found = [
        f"{name}:{node.lineno} {ast.unparse(node)[:80]}" for name, tree in _trees() for node in rule(tree)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (not_literal, "_(NUMBERS[1])"),
        (not_literal, "_(f'{count} weeks')"),
        (not_literal, "_('In the week ' + end)"),
        (not_literal, "ngettext('one', many, count)"),
        (glued, "line + _('Reward: %(what)s') % said"),
        (glued, "text += _('Earned.')"),
        (glued, "f'{facts}, {_(\"to verify\")}'"),
        (glued, "words = _(', lower is better')"),
        (cut, "_('First').lower()"),
        (cut, "(_('%(name)s, %(now)s') % said).removeprefix(name)"),
        (cut, "str(_('Weeks')).removesuffix('s')"),
        (article, "_('A %(weeks)s-week plan')"),
    ],
)
def test_each_fault_is_seen(rule, code):
    assert list(rule(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["_('%(count)s weeks') % said", "' '.join((_('One.'), _('Two.')))", "name.removesuffix('s')"]
)
def test_whole_sentences_are_left_alone(code):
    tree = ast.parse(code)

    assert [*not_literal(tree), *glued(tree), *cut(tree), *article(tree)] == []


def test_templates_translate_literals_alone():
    pages = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in pages
        for text in TEMPLATE_TAG.findall(path.read_text())
        if text[0] not in "\"'"
    ]

    assert found == []


def test_templates_have_no_article_before_a_value():
    pages = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]

    assert [page.name for page in pages if ARTICLE.search(page.read_text())] == []


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="GNU gettext is not installed")
def test_makemessages_finds_every_text_of_the_code(tmp_path, monkeypatch):
    for folder in (*APPS, "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "locale").mkdir()
    monkeypatch.chdir(tmp_path)

    call_command("makemessages", locale=["de"], no_wrap=True, no_location=True, verbosity=0)

    listed = (tmp_path / "locale/de/LC_MESSAGES/django.po").read_text()
    known = set(re.findall(r'^msgid(?:_plural)? "(.+)"$', listed, re.MULTILINE))
    asked = {
        _escaped(text.value) for _name, tree in _trees() for node in ast.walk(tree) for text in _texts(node)
    }
    assert {text for text in asked - known if "\\n" not in text} == set()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
