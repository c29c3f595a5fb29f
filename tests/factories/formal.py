"""Formal plans: the area switched on, and what HR has approved."""

from datetime import UTC, datetime

from coaching.areas.formal.actions import hr_texts
from coaching.areas.formal.forms.hr_texts import FIELDS
from coaching.areas.formal.models import HrTexts
from coaching.areas.formal.models.hr_texts import usual
from salesgym.people.models import User
from tests.factories.people import UserFactory

AT = datetime(2025, 12, 1, 9, tzinfo=UTC)


def switched_on(by: User | None = None) -> User:
    """Confirm the usual texts and switch the area on; the HR partner who did."""
    by = by or UserFactory(hr_partner=True)
    confirmed(by)
    hr_texts.switch_on()
    return by


def confirmed(by: User, **texts: object) -> HrTexts:
    """The usual texts, or these, confirmed."""
    words = {name: getattr(usual(), name) for name in FIELDS}
    return hr_texts.confirm(texts={**words, **texts}, by=by, at=AT)
