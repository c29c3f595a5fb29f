"""Formal plans of the sample: Ruth of HR has confirmed the usual texts, and managers may open one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.forms import model_to_dict

from coaching.areas.formal.actions import hr_texts
from coaching.areas.formal.forms.hr_texts import FIELDS
from coaching.areas.formal.models import HrTexts
from salesgym.people.models import User

CONFIRMED_BEFORE = timedelta(weeks=30)


def prepare(people: Mapping[str, User], at: datetime) -> None:
    """Confirm the texts in Ruth's name, and switch the area on."""
    texts = model_to_dict(HrTexts.objects.current(), fields=FIELDS)
    hr_texts.confirm(texts=texts, by=people["ruth"], at=at - CONFIRMED_BEFORE)
    hr_texts.switch_on()
