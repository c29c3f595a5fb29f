"""Guesses the layout of a file, and the questions about it that a person has to answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from salesgym.numbers.calculations.importing.columns.choice import (
    best_column,
    choose,
    is_number,
    unknown_share,
)
from salesgym.numbers.calculations.importing.columns.currencies import currencies
from salesgym.numbers.calculations.importing.columns.settling import Known, missing, settle
from salesgym.numbers.calculations.importing.columns.wide import Wide, period_columns, week_columns
from salesgym.numbers.calculations.importing.layout import (
    METRIC_COLUMN,
    WEEK_COLUMN,
    Column,
    DateOrder,
    DecimalMark,
    Kind,
    Look,
    key_of,
)
from salesgym.numbers.calculations.importing.question import About, Guess, Question
from salesgym.numbers.calculations.importing.vocabulary import columns as column_words
from salesgym.numbers.calculations.importing.vocabulary.activities import metric_named, metric_of_type
from salesgym.numbers.calculations.importing.vocabulary.columns import WORDS, Role
from salesgym.numbers.calculations.importing.vocabulary.plain_names import names_of, plain_name, rank_of
from salesgym.numbers.calculations.importing.vocabulary.systems import SIGNS

# Where several kinds fit a file, the first of these is chosen.
ORDER = (Kind.DEALS, Kind.QUOTAS, Kind.NUMBERS, Kind.ACTIVITIES)
FEWEST_SIGNS = 2
NO_METRIC = frozenset({"total", "sum", "id", "no", "nr", "rank", "age", "year", "team", "gesamt", "summe"})
# Columns of free text count as the activity's type if most of their texts name a known type.
FREE_TEXTS = frozenset({"subject", "betreff", "sujet", "asunto", "activity subject"})
MOST_UNKNOWN = 0.5
ACTIVITY_NAMES = ("activity", "call", "meeting", "task", "engagement", "aktivität", "activité", "actividad")


@dataclass(slots=True)
class Draft:
    """The roles of columns by index for one kind, open questions, and whether the file fits this kind."""

    roles: dict[int, str]
    is_likely: bool
    asked: list[Question] = field(default_factory=list)


def guess(
    look: Look,
    *,
    kind: Kind | None = None,
    metric_names: Mapping[str, str],
    time_zone: str,
    date_order: DateOrder | None = None,
    decimal_mark: DecimalMark | None = None,
) -> Guess:
    """The most likely layout of a file, with open questions. A person's answers (kind, order, mark) are kept."""
    drafts = {
        one: _draft(one, look, metric_names, time_zone, date_order) for one in ([kind] if kind else ORDER)
    }
    likely = [one for one, draft in drafts.items() if draft.is_likely]
    chosen = kind or (likely[0] if likely else _fullest(drafts))
    draft = drafts[chosen]
    asked = [] if kind or likely else [Question(About.KIND, tuple(Kind))]
    roles = [draft.roles.get(place, Role.IGNORED) for place in range(len(look.columns))]
    return settle(
        look,
        kind=chosen,
        roles=roles,
        metric_names=metric_names,
        time_zone=time_zone,
        known=Known(date_order=date_order, decimal_mark=decimal_mark),
        system=system_of(look),
        questions=[*asked, *draft.asked],
    )


def system_of(look: Look) -> str:
    """The system that exported this file; "" where that is not clear."""
    names = {key_of(name) for name in look.names}
    count = {system: len(names & signs) for system, signs in SIGNS.items()}
    most = max(count.values())
    best = [system for system, signs in count.items() if signs == most]
    return best[0] if most >= FEWEST_SIGNS and len(best) == 1 else ""


def _draft(
    kind: Kind, look: Look, metric_names: Mapping[str, str], time_zone: str, order: DateOrder | None
) -> Draft:
    match kind:
        case Kind.DEALS:
            return _deals(look.columns)
        case Kind.QUOTAS:
            return _quotas(look.columns, period_columns(look.names, order=order, time_zone=time_zone))
        case Kind.NUMBERS:
            weeks = week_columns(look.names, order=order, time_zone=time_zone)
            return _numbers(look.columns, weeks, metric_names)
        case Kind.ACTIVITIES:
            return _activities(look.columns)


def _fullest(drafts: Mapping[Kind, Draft]) -> Kind:
    """The kind with the fewest missing roles; deals before others."""
    return min(drafts, key=lambda kind: len(missing(kind, tuple(drafts[kind].roles.values()))))


def _deals(columns: Sequence[Column]) -> Draft:
    roles = choose(columns, WORDS[Kind.DEALS])
    expected = _place_of(roles, Role.EXPECTED_AMOUNT)
    if expected is not None and _place_of(roles, Role.AMOUNT) is None:
        roles[expected] = Role.AMOUNT
    asked = _add_closing(columns, roles)
    _choose_currency(columns, roles)
    has = set(roles.values())
    tells_stage = Role.STAGE in has or Role.IS_WON in has
    others = len(has & {Role.EXTERNAL_ID, Role.AMOUNT, Role.CLOSED_ON})
    return Draft(roles, tells_stage and others >= 2, asked)


def _add_closing(columns: Sequence[Column], roles: dict[int, str]) -> list[Question]:
    """Use columns for won and lost days as closing day where they are fuller; ask about an expected day."""
    free = [place for place in range(len(columns)) if place not in roles]
    pair = [
        place
        for names in (column_words.WON_ON, column_words.LOST_ON)
        if (place := best_column(columns, Role.CLOSED_ON, names, free)) is not None
    ]
    closed = _place_of(roles, Role.CLOSED_ON)
    if pair and (closed is None or columns[closed].filled < sum(columns[place].filled for place in pair)):
        if closed is not None:
            del roles[closed]
        roles.update(dict.fromkeys(pair, Role.CLOSED_ON))
    elif closed is None:
        expected = best_column(columns, Role.CLOSED_ON, column_words.EXPECTED_ON, free)
        if expected is not None:
            return [Question(About.COLUMNS, (Role.CLOSED_ON,), Role.CLOSED_ON)]
    return []


def _choose_currency(columns: Sequence[Column], roles: dict[int, str]) -> None:
    """Where deals are in several currencies, use the column of converted amounts if there is one."""
    amount = _place_of(roles, Role.AMOUNT)
    if amount is None or len(currencies(columns)) < 2:
        return
    free = [place for place in range(len(columns)) if place == amount or place not in roles]
    converted = best_column(columns, Role.AMOUNT, column_words.AMOUNT_CONVERTED, free)
    if converted is not None:
        del roles[amount]
        roles[converted] = Role.AMOUNT


def _quotas(columns: Sequence[Column], periods: Wide) -> Draft:
    roles = dict(periods.roles)
    words = WORDS[Kind.QUOTAS]
    if roles:
        words = {role: words[role] for role in (Role.OWNER_EMAIL, Role.OWNER)}
    roles |= choose(columns, words, taken=roles)
    _add_full_name(columns, roles)
    quota, period = _place_of(roles, Role.QUOTA), _place_of(roles, Role.PERIOD)
    is_named = quota is not None and bool(set(names_of(columns[quota].name)) & column_words.QUOTA_FOR_CERTAIN)
    is_long = is_named and period is not None
    return Draft(roles, _has_owner(roles) and (bool(periods.roles) or is_long))


def _numbers(columns: Sequence[Column], weeks: Wide, metric_names: Mapping[str, str]) -> Draft:
    roles = dict(weeks.roles)
    words = dict(WORDS[Kind.NUMBERS])
    unknown: list[Question] = []
    if roles:
        words = {role: words[role] for role in (Role.OWNER_EMAIL, Role.METRIC, Role.OWNER)}
    else:
        metrics = _metric_columns(columns, metric_names)
        roles |= metrics
        if metrics:
            words = {role: words[role] for role in (Role.OWNER_EMAIL, Role.WEEK, Role.OWNER)}
    roles |= choose(columns, words, taken=roles)
    _add_full_name(columns, roles)
    if any(role.startswith(METRIC_COLUMN) for role in roles.values()):
        unknown = _unknown_numbers(columns, roles)
    return Draft(roles, _has_owner(roles) and _tells_numbers(roles), unknown)


def _tells_numbers(roles: Mapping[int, str]) -> bool:
    has = set(roles.values())
    if any(role.startswith(WEEK_COLUMN) for role in has):
        return True
    has_metric = {Role.METRIC, Role.VALUE} <= has or any(role.startswith(METRIC_COLUMN) for role in has)
    return Role.WEEK in has and has_metric


def _metric_columns(columns: Sequence[Column], metric_names: Mapping[str, str]) -> dict[int, str]:
    return {
        place: f"{METRIC_COLUMN}{metric}"
        for place, column in enumerate(columns)
        if (is_number(column) or not column.filled) and (metric := metric_named(column.name, metric_names))
    }


def _unknown_numbers(columns: Sequence[Column], roles: Mapping[int, str]) -> list[Question]:
    """A question about columns of numbers that no metric is known for: only a person may leave them out."""
    names = tuple(
        column.name
        for place, column in enumerate(columns)
        if place not in roles and is_number(column) and not _is_by_the_way(column)
    )
    return [Question(About.METRICS, names, METRIC_COLUMN)] if names else []


def _is_by_the_way(column: Column) -> bool:
    """Whether a column is a sum, a share or a line number, which needs no question."""
    words = set(plain_name(column.name).split())
    is_share = "%" in column.name or any("%" in text for text in column.samples)
    return is_share or bool(words & (NO_METRIC | {"rate", "share", "quote", "ratio"}))


def _activities(columns: Sequence[Column]) -> Draft:
    roles = choose(columns, WORDS[Kind.ACTIVITIES])
    _add_full_name(columns, roles)
    kind = _place_of(roles, Role.TYPE)
    unknown = unknown_share(columns[kind], metric_of_type) if kind is not None else 1
    if kind is not None and unknown > MOST_UNKNOWN and plain_name(columns[kind].name) in FREE_TEXTS:
        del roles[kind]
    is_named = any(plain_name(column.name).startswith(ACTIVITY_NAMES) for column in columns)
    is_likely = Role.DATE in roles.values() and (unknown < 1 or is_named)
    return Draft(roles, _has_owner(roles) and is_likely)


def _add_full_name(columns: Sequence[Column], roles: dict[int, str]) -> None:
    """Use first and last name as the owner where no column has the full name."""
    if _place_of(roles, Role.OWNER) is not None:
        return
    free = [place for place in range(len(columns)) if place not in roles]
    names = (column_words.FIRST_NAME, column_words.LAST_NAME)
    found = [best_column(columns, Role.OWNER, words, free) for words in names]
    both = [place for place in found if place is not None]
    if len(both) == len(names):
        roles.update(dict.fromkeys(both, Role.OWNER))


def _has_owner(roles: Mapping[int, str]) -> bool:
    return bool({Role.OWNER, Role.OWNER_EMAIL} & set(roles.values()))


def _place_of(roles: Mapping[int, str], role: Role) -> int | None:
    return next((place for place, one in roles.items() if one == role), None)


def _is_named(column: Column, names: Sequence[str]) -> bool:
    return rank_of(column.name, names) is not None
