"""A sentence that names people, with each name by itself, so that a page can make it a link."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

# Stands around a name while the words are put together: PostgreSQL stores no text with it.
MARK = "\0"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence. `person` is the id of whom it names, None for the words between."""

    text: str
    person: int | None = None


class Sentence(str):
    """The whole sentence, for whoever needs a plain text; `pieces` are its parts in order."""

    pieces: tuple[Piece, ...]

    def __new__(cls, pieces: tuple[Piece, ...]) -> Self:
        sentence = super().__new__(cls, "".join(piece.text for piece in pieces))
        sentence.pieces = pieces
        return sentence


def sentence(words: str, said: Mapping[str, object], **people: int | None) -> Sentence:
    """These words with what is said in them: `words % said`. What names people itself keeps its names.

    `people` gives for a key of `said` the id of the person whose name stands there; None leaves it plain.
    """
    inner = {key: value.pieces for key, value in said.items() if isinstance(value, Sentence)}
    inner |= {key: (Piece(str(said[key]), person),) for key, person in people.items()}
    marked = {key: f"{MARK}{key}{MARK}" for key in inner}
    parts = (words % {**said, **marked}).split(MARK)
    pieces: list[Piece] = []
    for number, part in enumerate(parts):
        pieces += inner[part] if number % 2 else [Piece(part)]
    return Sentence(tuple(piece for piece in pieces if piece.text))


def listed(people: Iterable[tuple[int, str]]) -> Sentence:
    """Ana, Ben: the names of these people, each given with their id."""
    pieces: list[Piece] = []
    for person, name in people:
        pieces += [Piece(", ")] if pieces else []
        pieces.append(Piece(name, person))
    return Sentence(tuple(pieces))
