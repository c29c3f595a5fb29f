"""The words for what a column can mean, for the menu beside it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesgym.numbers.calculations.importing.layout import METRIC_COLUMN, PERIOD_COLUMN, WEEK_COLUMN, Kind
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.imports.changes import period_words

Choices = list[tuple[str, object]]

WORDS = {
    Role.IGNORED: gettext_lazy("Not needed"),
    Role.OWNER: gettext_lazy("Name of the rep"),
    Role.OWNER_EMAIL: gettext_lazy("Email of the rep"),
    Role.EXTERNAL_ID: gettext_lazy("ID of the deal"),
    Role.NAME: gettext_lazy("Name of the deal"),
    Role.ACCOUNT: gettext_lazy("Account"),
    Role.PRODUCT: gettext_lazy("Product"),
    Role.STAGE: gettext_lazy("Stage"),
    Role.IS_WON: gettext_lazy("Won or not"),
    Role.IS_CLOSED: gettext_lazy("Closed or not"),
    Role.AMOUNT: gettext_lazy("Amount"),
    Role.EXPECTED_AMOUNT: gettext_lazy("Expected amount"),
    Role.OPENED_ON: gettext_lazy("Day it was opened"),
    Role.CLOSED_ON: gettext_lazy("Day it was won or lost"),
    Role.DATE: gettext_lazy("Day"),
    Role.TYPE: gettext_lazy("Kind of activity"),
    Role.COUNT: gettext_lazy("How many"),
    Role.IS_DONE: gettext_lazy("Done or not"),
    Role.WEEK: gettext_lazy("Week"),
    Role.METRIC: gettext_lazy("Name of the number"),
    Role.VALUE: gettext_lazy("Value"),
    Role.PERIOD: gettext_lazy("Month or quarter"),
    Role.QUOTA: gettext_lazy("Quota"),
}
PERSON = (Role.OWNER, Role.OWNER_EMAIL)
OF_A_KIND = {
    Kind.DEALS: (
        (gettext_lazy("The deal"), (Role.EXTERNAL_ID, Role.NAME, Role.ACCOUNT, Role.PRODUCT)),
        (gettext_lazy("Where it stands"), (Role.STAGE, Role.IS_WON, Role.IS_CLOSED)),
        (
            gettext_lazy("Money and days"),
            (Role.AMOUNT, Role.EXPECTED_AMOUNT, Role.OPENED_ON, Role.CLOSED_ON),
        ),
    ),
    Kind.ACTIVITIES: ((gettext_lazy("The activity"), (Role.DATE, Role.TYPE, Role.COUNT, Role.IS_DONE)),),
    Kind.NUMBERS: ((gettext_lazy("The number"), (Role.WEEK, Role.METRIC, Role.VALUE)),),
    Kind.QUOTAS: ((gettext_lazy("The quota"), (Role.PERIOD, Role.QUOTA)),),
}
# The question about a needed role that no column has, by role.
ASKED = {
    "owner": gettext_lazy("Which column says whose line it is?"),
    Role.EXTERNAL_ID: gettext_lazy("Which column has the deal's ID?"),
    Role.STAGE: gettext_lazy("Which column says where a deal stands?"),
    Role.CLOSED_ON: gettext_lazy("Which column says when a deal was won or lost?"),
    Role.DATE: gettext_lazy("Which column says the day?"),
    Role.WEEK: gettext_lazy("Which column says the week?"),
    Role.VALUE: gettext_lazy("Which column holds the numbers?"),
    Role.PERIOD: gettext_lazy("Which column says the month or quarter?"),
    Role.QUOTA: gettext_lazy("Which column holds the quota?"),
}


def role_choices(kind: Kind, metrics: Sequence[Metric], own: Iterable[str]) -> Choices:
    """The menu of one column: the roles that files of this kind have, and the column's current role."""
    groups: Choices = [
        ("", str(WORDS[Role.IGNORED])),
        (_("The rep"), [(str(role), str(WORDS[role])) for role in PERSON]),
    ]
    groups += [
        (str(name), [(str(role), str(WORDS[role])) for role in roles]) for name, roles in OF_A_KIND[kind]
    ]
    if kind is Kind.NUMBERS:
        groups.append((_("One number"), [(METRIC_COLUMN + metric.key, metric.name) for metric in metrics]))
    known = {value for group in groups for value in _values(group)}
    special = [role for role in dict.fromkeys(own) if role not in known]
    if special:
        groups.append((_("This column"), [(role, role_words(role)) for role in special]))
    return groups


def role_words(role: str) -> str:
    """A role in words, also of a column that is one week or one period."""
    if role.startswith(WEEK_COLUMN):
        return period_words(date.fromisoformat(role.removeprefix(WEEK_COLUMN)), 0)
    if role.startswith(PERIOD_COLUMN):
        starts_on, _slash, months = role.removeprefix(PERIOD_COLUMN).partition("/")
        return period_words(date.fromisoformat(starts_on), int(months or 1))
    return str(WORDS[Role(role)]) if role in set(Role) else role


def _values(group: tuple[str, object]) -> list[str]:
    value, words = group
    return [one for one, _words in words] if isinstance(words, list) else [value]
