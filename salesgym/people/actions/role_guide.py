"""Managers write what good looks like in a job role; each saving is a version of its own."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.people.models import JobRole, RoleGuide, User
from salesgym.people.models.role_guide import TEXTS
from salesgym.people.queries.role_guide import newest


class NothingWritten(Refused):
    """All four texts are empty."""


class GuideChanged(Refused):
    """Somebody else wrote a version since this page was opened: `guide`."""

    def __init__(self, guide: RoleGuide) -> None:
        self.guide = guide
        super().__init__(
            _(
                "%(name)s wrote a new version meanwhile: it stands below. Save again to put yours in its place."
            )
            % {"name": guide.written_by.first_name}
        )


@transaction.atomic
def write(*, role: JobRole, by: User, at: datetime, number: int, texts: Mapping[str, str]) -> RoleGuide:
    """Keep these texts as the next version after this number (0 before the first), or the newest where it says the same.

    Raises NothingWritten, and GuideChanged where the newest is another one.
    """
    wanted = {name: texts.get(name, "").strip() for name in TEXTS}
    if not any(wanted.values()):
        raise NothingWritten(_("Write at least one of the four."))
    # Whoever saves at the same time waits here and then finds the newer version.
    JobRole.objects.select_for_update().get(pk=role.pk)
    last = newest(role.pk)
    if last is not None and all(getattr(last, name) == text for name, text in wanted.items()):
        return last
    if last is not None and last.number != number:
        raise GuideChanged(last)
    next_number = last.number + 1 if last is not None else 1
    return RoleGuide.objects.create(job_role=role, number=next_number, written_by=by, written_at=at, **wanted)
