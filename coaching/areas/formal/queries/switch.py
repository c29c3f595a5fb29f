"""The area's name, and whether its texts are confirmed."""

from coaching.areas.formal.models import HrTexts

# The `app_name` of the area's URLs, by which its switch is called.
AREA = "formal"


def may_be_on() -> bool:
    """Whether HR has confirmed the texts, without which the area stays off. One query."""
    return HrTexts.objects.exists()
