"""The names of deal stages in common sales systems, and the words for yes and no."""

import re

from salesgym.numbers.calculations.importing.layout import Stage, key_of

# A number before the name ("6 - Closed Lost", "3. Negotiation") and the pipeline after it ("Won (Sales)").
NUMBER_BEFORE = re.compile(r"^#?\(?\d{1,3}\)?\s*[-.:)–]?\s+(?=\D)|^#?\d{1,3}[-.:)–]\s*(?=\D)")  # noqa: RUF001
PIPELINE_AFTER = re.compile(r"\s*\([^()]*\)\s*$")


def _words(text: str) -> frozenset[str]:
    return frozenset(key_of(word) for word in text.split(";"))


WON = _words(
    """won; win; closed won; closed-won; closed (won); closedwon; close won; deal won; won deal; is won;
    closed - won; won - closed; bought/sold; gewonnen; auftrag gewonnen;
    abgeschlossen gewonnen; geschlossen gewonnen; gagné; gagne; gagnée; fermé gagné; fermée gagnée;
    conclue gagnée; ganado; ganada; cerrado ganado; cerrada ganada; cierre ganado"""
)
LOST = _words(
    """lost; lose; closed lost; closed-lost; closed (lost); closedlost; close lost; deal lost; lost deal; is lost;
    closed - lost; lost - closed; closed lost to competition; closed-lost to competition; lost to competition;
    lost to competitor; no decision; canceled; cancelled; out-sold; outsold; disqualified; unqualified; abandoned;
    rejected; declined; verloren; abgelehnt; abgesagt; abgeschlossen verloren; geschlossen verloren;
    disqualifiziert; perdu; perdue; fermé perdu; fermée perdue; conclue perdue; annulé; annulée; perdido; perdida;
    cerrado perdido; cerrada perdida; cierre perdido; cancelado; cancelada; descartado"""
)
OPEN = _words(
    """open; new; active; in progress; on hold; prospecting; prospect; engaging; engaged; discovery; discover;
    qualification; qualifying; qualified; qualify; needs analysis; value proposition; id. decision makers;
    identify decision makers; perception analysis; proposal/price quote; proposal/quote; proposal; proposal sent;
    proposal made; propose; quote sent; quote; quoted; negotiation/review; negotiation; negotiations started;
    negotiating; negotiate; appointment scheduled; appointmentscheduled; qualified to buy; qualifiedtobuy;
    presentation scheduled; presentationscheduled; decision maker bought-in; decision maker bought in;
    decisionmakerboughtin; contract sent; contractsent; contact made; contacted; lead in; lead; demo;
    demo scheduled; demo completed; develop; close; pipeline; best case; commit; evaluation; verbal commit;
    offen; neu; aktiv; in bearbeitung; qualifizierung; qualifiziert; angebot; angebot erstellt;
    angebot gesendet; verhandlung; ouvert; ouverte; en cours; nouveau; prospection; proposition;
    négociation; devis envoyé; abierto; abierta; en curso; nuevo; prospección; propuesta;
    propuesta enviada; negociación; calificación; cualificación"""
)
STATUS_WORDS = frozenset({"open", "won", "lost", "offen", "gewonnen", "verloren", "ouvert", "gagné", "perdu"})

YES = frozenset(
    {"1", "1.0", "true", "yes", "y", "x", "t", "wahr", "ja", "j", "vrai", "oui", "o", "verdadero", "sí", "si"}
)
NO = frozenset({"", "0", "0.0", "false", "no", "n", "f", "falsch", "nein", "faux", "non", "falso"})

WON_HINT = re.compile(r"\b(won|closed ?won|signed|sold|order received|gewonnen|gagnée?|ganad[oa])\b")
LOST_HINT = re.compile(r"\b(lost|closed ?lost|verloren|perdue?|perdid[oa]|disqualified|cancell?ed)\b")


WORDS = dict.fromkeys(OPEN, Stage.OPEN) | dict.fromkeys(LOST, Stage.LOST) | dict.fromkeys(WON, Stage.WON)


def stage_of(name: str) -> Stage | None:
    """The stage that a common name means; None for an unknown name."""
    key = key_of(name)
    plain = NUMBER_BEFORE.sub("", key)
    for form in (key, plain, PIPELINE_AFTER.sub("", key), PIPELINE_AFTER.sub("", plain)):
        if form in WORDS:
            return WORDS[form]
    return None


def suggested(name: str) -> Stage:
    """The most likely stage for an unknown name. Only offered to a person, never used without an answer."""
    key = key_of(name)
    if LOST_HINT.search(key):
        return Stage.LOST
    return Stage.WON if WON_HINT.search(key) else Stage.OPEN


def flag(text: str) -> bool | None:
    """True or False for a cell that says yes or no, False for an empty one, None for others."""
    key = key_of(text)
    return True if key in YES else False if key in NO else None
