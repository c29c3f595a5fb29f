"""Higher apps look at numbers before a file is stored, or taken out, and again afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from salesgym import hooks
from salesgym.numbers.actions.imports.taking_in import lock_numbers
from salesgym.numbers.models import Import
from salesgym.people.models import User


@contextmanager
def watched(file: Import, *, by: User | None, at: datetime) -> Iterator[None]:
    """Within the block, in the transaction of the work, numbers change with this file by this person's word.

    Other files are locked out from the first look on.
    """
    lock_numbers()
    looked = [look(file, by) for look in hooks.imports_watched]
    yield
    for look_again in looked:
        look_again(at)
