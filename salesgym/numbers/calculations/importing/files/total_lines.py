"""Recognizes lines that are no data: totals of other lines, and the footer of a report."""

import re
from collections.abc import Sequence

from salesgym.numbers.calculations.importing.cells.number import marks_of

TOTAL = (
    r"(?:(?:grand|sub|overall|report|page|running)[\s-]*)?totals?|sums?|total\s+g[eé]n[eé]ral|totale?\s+generale|totale|"
    r"sous[\s-]total|subtotal(?:es)?|subtotale|totaux|totales|gesamt(?:summe|ergebnis|betrag)?|(?:zwischen)?summen?|"
    r"ergebnis|somme|suma|soma|total\s+geral|totaal|eindtotaal|subtotaal|totalt|yhteensä|razem|celkem|összesen|"
    r"итого|всего|合計|总计|总和|toplam"
)
LABEL = re.compile(
    rf"(?:(?:{TOTAL})(?:\s*\(.{{0,60}}\)|\s+(?:for|of|für|pour|de)\s+.{{1,80}})?|[^,]{{1,80}}\s(?:sub)?totals?"
    rf"|[^,]{{1,80}}\s(?:ergebnis|gesamtergebnis|totale))\s*:?",
    re.IGNORECASE,
)
# Other texts in a line of totals: "Sum", "Count", "12 records", "Avg of Amount".
BESIDE = re.compile(
    rf"(?:{TOTAL}|counts?|record count|avg|average|mean|median|min|max|minimum|maximum|anzahl|mittelwert|moyenne)"
    rf"(?:\s+(?:of|von|de)\s.{{1,60}})?:?|\d[\d.,\s]*\s*(?:records?|rows?|deals?|items?|zeilen|datensätze)|-+",
    re.IGNORECASE,
)
FOOTER = re.compile(
    r"copyright\b|©|\(c\)\s*\d{4}|confidential information|confidential\b.{0,40}do not distribute|"
    r"(?:report\s+|list\s+)?(?:generated|exported|created|printed|produced|downloaded|run)\s*(?:by|on|at|from|:)|"
    r"powered by|end of (?:report|file|list)|page\s+\d+\s+of\s+\d+|all rights reserved|as of\s+\d|"
    r"(?:total |number of )?(?:records?|rows?|deals?)\s*:\s*\d+|\d+\s+(?:records?|rows?)\b|erstellt (?:von|am)|"
    r"exportiert (?:von|am)|généré (?:par|le)|source\s*:|report\s+(?:name|date|id)\s*:|--+$|\*\*\*",
    re.IGNORECASE,
)
# A sum of the whole file: of all sums those that name no part of it. EXPLICIT says so, PLAIN may be of a part.
EXPLICIT = re.compile(
    r"(?:grand|overall|report)[\s-]*totals?|total\s+g[eé]n[eé]ral|totale?\s+generale|total\s+geral|"
    r"gesamt(?:summe|ergebnis|betrag)?|eindtotaal",
    re.IGNORECASE,
)
PLAIN = re.compile(
    r"totals?|totale|totales|totaux|sums?|summen?|somme|suma|soma|totaal|totalt", re.IGNORECASE
)
# Beside such a label: the figures are no sums.
NO_SUM = re.compile(
    r"(?:avg|average|mean|median|min|max|counts?|record count|anzahl|mittelwert|moyenne)\b", re.IGNORECASE
)
# The head of a group: "Rae One (12 records)", "Opportunity Owner: Rae One".
GROUP = re.compile(
    r".{1,120}\(\s*\d[\d.,]*\s*(?:records?|deals?|opportunities|rows?|items?|zeilen|datensätze)\s*\)|[^:]{2,60}:\s+\S.{0,200}",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"\s*\([^()]*\)\s*:?\s*$|\s*:\s*$")
# How such texts begin or end: a quick first test, as nearly all lines fail it.
STARTS = frozenset(
    [
        *("tot", "gra", "sub", "sot", "ove", "rep", "pag", "run", "sum", "sou", "ges", "zwi", "erg", "som"),
        *("ein", "yht", "raz", "cel", "öss", "ито", "все", "合計", "总计", "总和", "top"),
    ]
)
ENDS = frozenset(["total", "otals", "otale", "ebnis"])


def filled(cells: Sequence[str]) -> list[str]:
    """The cells of a line that are not blank, stripped of spaces."""
    return [cell.strip() for cell in cells if cell and not cell.isspace()]


def is_total(texts: Sequence[str]) -> bool:
    """Whether a line with these filled cells is a total: it says so, and has only numbers besides.

    So a deal "Total Energies" is none, nor is a deal "Total", which has an owner or a date.
    """
    label = texts[0]
    if label[:3].lower() not in STARTS and label.rstrip(": ")[-5:].lower() not in ENDS:
        return False
    if not LABEL.fullmatch(label):
        return False
    return all(any(marks_of(text)) or BESIDE.fullmatch(text) for text in texts[1:])


def is_footer(texts: Sequence[str]) -> bool:
    """Whether a line with these filled cells is a report's footer, such as who made it and when."""
    return len(texts) <= 2 and bool(FOOTER.match(texts[0]))


def is_group(text: str) -> bool:
    """Whether the first cell of a line, which is its only text, names the group of lines below it."""
    return bool(GROUP.fullmatch(text.strip()))


def sums_all(cells: Sequence[str], *, is_only: bool) -> bool:
    """Whether this line of sums is of the whole file. `is_only`: no other line of the file has so plain a label."""
    texts = filled(cells)
    label = BRACKETED.sub("", texts[0]) if texts else ""
    if any(NO_SUM.match(text) for text in texts[1:]):
        return False
    return bool(EXPLICIT.fullmatch(label)) or (is_only and bool(PLAIN.fullmatch(label)))
