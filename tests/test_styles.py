"""What holds for every style sheet: it parses, is readable, names its colors in one place and styles what is there."""

import re
from pathlib import Path

import tinycss2
from django.conf import settings
from django.contrib.staticfiles import finders

from salesgym import styles
from tests.each import for_each

ROOT = Path(settings.BASE_DIR)
SHEETS = sorted((ROOT / "static/css").rglob("*.css"))
NAMES = [path.relative_to(ROOT / "static/css").with_suffix("").as_posix() for path in SHEETS]
MAX_LINE = 120
COLOR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|light-dark)\(")


def declarations(nodes: list) -> list:
    return [node for node in nodes if node.type == "declaration"]


def rules_of(text: str) -> list[tuple[str, list]]:
    """Each rule with its selectors as they are written and its content, wherever it stands."""
    found = []
    for node in tinycss2.parse_rule_list(text, skip_comments=True, skip_whitespace=True):
        if node.type == "qualified-rule":
            found.append((tinycss2.serialize(node.prelude).strip(), node.content))
        elif node.type == "at-rule" and node.lower_at_keyword in {"media", "container", "keyframes"}:
            found += rules_of(tinycss2.serialize(node.content))
        elif node.type == "at-rule":
            found.append((f"@{node.at_keyword}", node.content))
    return found


def sheet(name: str) -> str:
    return styles.sheet(name).read_text()


def errors_of(nodes: list) -> list[str]:
    return [node.message for node in nodes if node.type == "error"]


@for_each(NAMES)
def test_every_sheet_parses(name: str) -> None:
    assert errors_of(tinycss2.parse_stylesheet(sheet(name))) == []
    for selector, content in rules_of(sheet(name)):
        inside = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        assert [node.type for node in inside if node.type != "declaration"] == [], selector


@for_each(NAMES)
def test_no_line_is_too_long_to_read(name: str) -> None:
    assert [line for line in sheet(name).splitlines() if len(line) > MAX_LINE] == []


@for_each(NAMES)
def test_no_rule_says_a_property_twice(name: str) -> None:
    for selector, content in rules_of(sheet(name)):
        said = [node.name for node in declarations(tinycss2.parse_blocks_contents(content))]
        assert sorted(said) == sorted(set(said)), selector


@for_each([name for name in NAMES if name != "tokens"])
def test_colors_are_named_in_the_tokens_alone(name: str) -> None:
    without_selectors = " ".join(tinycss2.serialize(content) for _, content in rules_of(sheet(name)))

    assert COLOR.findall(without_selectors) == []


def test_every_token_used_is_defined_and_every_token_defined_is_used() -> None:
    text = "".join(map(sheet, NAMES))

    defined = set(re.findall(r"(--sg-[\w-]+):", sheet("tokens")))
    assert set(re.findall(r"var\((--sg-[\w-]+)", text)) - defined == set()
    assert len(re.findall(r"(--sg-[\w-]+):", sheet("tokens"))) == len(defined)


def test_every_number_a_drawing_can_have_is_a_class() -> None:
    heights = sheet("parts/heights")

    assert [number for number in range(101) if f".sg-at-{number} {{ --at: {number}; }}" not in heights] == []


def words_of_the_pages() -> tuple[set[str], set[str]]:
    """Every word that may be a class, and what a template puts before a value: `sg-av--` of `sg-av--{{ tone }}`."""
    sources = [path.read_text() for path in (ROOT / "templates").rglob("*.*")]
    sources += [path.read_text() for path in (ROOT / "static/js").glob("*.js")]
    for part in ("salesgym", "plans", "coaching"):
        sources += [path.read_text() for path in (ROOT / part).rglob("*.py")]
    text = "\n".join(sources)
    without_tags = re.sub(r"\{%.*?%\}", "", text)
    return set(re.findall(r"[\w-]+", text + without_tags)), set(re.findall(r"([\w-]+-)(?:\{|\$\{)", text))


def test_every_class_that_is_styled_stands_on_some_page() -> None:
    words, beginnings = words_of_the_pages()
    styled = set()
    for name in NAMES:
        for selector, _ in rules_of(sheet(name)):
            styled |= set(re.findall(r"\.([A-Za-z_][\w-]*)", selector))

    dead = {
        name
        for name in styled - words
        if not any(name.startswith(start) and name[len(start) :] in words for start in beginnings)
        and not re.fullmatch(r"sg-at-\d+", name)
    }
    assert dead == set()


def test_each_sheet_is_joined_or_linked_by_its_pages() -> None:
    assert sorted([*styles.JOINED, *styles.ALONE]) == sorted(NAMES)
    templates = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    assert [name for name in styles.ALONE if f"css/{name}.css" not in templates] == []


def test_the_joined_sheet_is_found_like_any_static_file_and_says_the_same() -> None:
    found = finders.find(styles.NAME)
    assert found is not None
    served = Path(found).read_text()

    says = [rules_of(sheet(name)) for name in styles.JOINED]
    assert [selector for selector, _ in rules_of(served)] == [
        selector for page in says for selector, _ in page
    ]
    assert "/*" not in served
    assert styles.NAME in {path for finder in finders.get_finders() for path, _ in finder.list([])}
