"""Tells the person who started the work on a file that it has ended, in their inbox."""

from datetime import datetime

from django.urls import reverse

from salesgym.notices.actions import notice
from salesgym.numbers.models import Import
from salesgym.numbers.pages.imports.ended import Ended, title_of

KIND = "numbers.import_ended"


def tell(file: Import, ended: Ended, *, at: datetime) -> None:
    """Tell whoever said yes to this file, or asked for its undo. Call it in the transaction that ends the work."""
    to = file.undone_by if ended in (Ended.OUT, Ended.STAYS) else file.confirmed_by
    if to is None:
        return
    notice.give(
        KIND,
        to=to,
        title=title_of(file, ended),
        url=reverse("numbers:import_file", args=[file.pk]),
        at=at,
        refs={"import": file.pk},
        # The same work may end so again another time, as after a second try.
        occurrence=f"{ended}-{at.isoformat()}",
    )
