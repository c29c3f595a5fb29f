"""What an event of a plan consists of: how it is stored, drawn and worded, and who may read of it."""

from enum import StrEnum

from django.utils.functional import Promise

from plans.models.readers import Readers


class Happening(StrEnum):
    """An event as a row of one table: noun.verb as it is stored, icon, words, and who may read of it."""

    icon: str
    words: str | Promise
    readers: Readers

    def __new__(cls, value: str, icon: str, words: str | Promise, readers: Readers) -> "Happening":
        happening = str.__new__(cls, value)
        happening._value_ = value
        happening.icon = icon
        happening.words = words
        happening.readers = readers
        return happening

    @property
    def noun(self) -> str:
        """The part before the dot, like milestone in milestone.reached."""
        return self.value.partition(".")[0]

    @property
    def for_mentors(self) -> bool:
        """Whether a mentor may read of it."""
        return self.readers is Readers.MENTORS
