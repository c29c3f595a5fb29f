"""A text guessed as a file is."""

from salesgym.numbers.calculations.importing.columns.mapping import guess
from tests.factories.exports import METRIC_NAMES
from tests.factories.files import look_of


def guessed(text, **options):
    return guess(look_of(text), metric_names=METRIC_NAMES, time_zone="Europe/Berlin", **options)


def columns(text, guess):
    """The names of the columns that have a role."""
    names = look_of(text).names
    return {(role, name) for role, name in zip(guess.layout.roles, names, strict=True) if role}
