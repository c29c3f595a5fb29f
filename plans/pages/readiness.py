"""What a draft still needs, as a sentence that says what to do."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from plans.queries.readiness import Lack

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_WORDS: "dict[Lack, _StrPromise]" = {
    Lack.FOCUS: gettext_lazy("Choose the one thing this plan is about."),
    Lack.HEADLINE: gettext_lazy("Write the opening line."),
    Lack.WHY: gettext_lazy("Say why it is this one thing."),
    Lack.SEEN: gettext_lazy(
        "Write down at least one thing that you saw, with its day and where it comes from."
    ),
    Lack.TARGET: gettext_lazy("Choose the target."),
    Lack.DATES: gettext_lazy("Choose the first and the last day."),
    Lack.STEPS: gettext_lazy("Add a first step."),
    Lack.STEPS_INSIDE: gettext_lazy("Move the steps inside the plan's first and last day."),
    Lack.STEPS_IN_ORDER: gettext_lazy("Give each step a later date than the one before."),
    Lack.STEPS_AHEAD: gettext_lazy(
        "The first step's date has passed: choose a first day from today on and new dates for the steps."
    ),
    Lack.LENGTH: gettext_lazy(
        "The plan has another number of full weeks than when its steps were saved: look at the steps and save them again."
    ),
    Lack.MENTOR: gettext_lazy("Choose a mentor, or say why nobody is asked yet."),
    Lack.SYSTEM: gettext_lazy(
        "One of the causes is the patch, the leads or the tools. That is ours to change: promise it in a coaching plan, and open no formal one."
    ),
    Lack.TRIED: gettext_lazy("Say what has been tried before: coaching, training, joint calls."),
    Lack.SUPPORT: gettext_lazy("Promise at least one thing that we do for it, with its date."),
    Lack.TOO_LONG: gettext_lazy("A formal plan lasts at most 180 days: choose an earlier last day."),
    Lack.CHECK_INS: gettext_lazy("Plan the check-ins: the record names when you talk."),
    Lack.NOBODY_OF_HR: gettext_lazy(
        "Nobody of HR covers this team but those on the plan. A site admin names another HR partner."
    ),
    Lack.PROMISE: gettext_lazy("One of the causes is ours to fix: promise what we do about it."),
}


def lack_words(lack: Lack) -> str:
    """Choose the target."""
    return str(_WORDS[lack])
