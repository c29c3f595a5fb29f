"""Formal plans of the sample: Ruth of HR has confirmed the usual texts, and one team has a plan in every state."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.forms import model_to_dict

from coaching.areas.formal.actions import hr_texts
from coaching.areas.formal.forms.hr_texts import FIELDS
from coaching.areas.formal.management.sample import cast, lives, numbers
from coaching.areas.formal.models import HrTexts
from coaching.management.sample.cast import TIME_ZONE
from salesgym.people.models import User

CONFIRMED_BEFORE = timedelta(weeks=30)


def prepare(people: Mapping[str, User], at: datetime) -> None:
    """Confirm the texts in Ruth's name, and switch the area on."""
    texts = model_to_dict(HrTexts.objects.current(), fields=FIELDS)
    hr_texts.confirm(texts=texts, by=people["ruth"], at=at - CONFIRMED_BEFORE)
    hr_texts.switch_on()


def build(people: Mapping[str, User], at: datetime) -> None:
    """Make the team of Beth Cole, and live its formal plans up to now."""
    today = at.astimezone(ZoneInfo(TIME_ZONE)).date()
    everybody = {"ruth": people["ruth"], **cast.build(on=today, at=at)}
    # The drafts are older than the numbers that stand here: what a text is judged by is worked out once, as it goes to HR.
    plans = lives.drafts_of(everybody, today=today, at=at)
    cast.give_role(everybody)
    numbers.build(everybody, on=today, at=at)
    lives.live(plans, at=at)
