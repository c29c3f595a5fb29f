"""What changed on a rep's numbers page: the newest open signal, else what stands out in single weeks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from salesgym.numbers.models import EarlySignal, Metric
from salesgym.numbers.pages.rep.usual_range import SignalNote, newest


@dataclass(frozen=True, slots=True)
class Changed:
    """The change in words, and the key of its metric. `talk_url` is where the reader talks it over, empty where not."""

    title: str
    note: SignalNote
    key: str
    talk_url: str


def build(
    notes: Sequence[tuple[Metric, SignalNote]], signals: Mapping[int, EarlySignal], *, can_talk: bool
) -> Changed | None:
    """The card of what changed last, from the notes in the order of the page and the open signals by metric id.

    None without a note. `can_talk`: the reader manages the rep, and finds the signal among those that wait.
    """
    if not notes:
        return None
    title = _("One thing changed") if len(notes) == 1 else _("What changed last")
    signal = newest(signals[metric.pk] for metric, _note in notes if metric.pk in signals)
    metric, note = next((one for one in notes if signal and one[0].pk == signal.metric_id), notes[0])
    waits = signal is not None and can_talk and signal.talked_at is None
    url = f"{reverse('numbers:early_signals')}#signal-{signal.pk}" if signal and waits else ""
    return Changed(title, note, metric.key, url)
