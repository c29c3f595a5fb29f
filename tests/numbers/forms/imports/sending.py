"""The page on how a file is read, filled in and sent as a browser sends it."""

from django.http import QueryDict

from salesgym.numbers.calculations.importing.columns.mapping import guess
from salesgym.numbers.calculations.importing.layout import Column, Look
from salesgym.numbers.calculations.importing.stored import Decisions
from salesgym.numbers.forms.imports.mapping import MappingForm
from salesgym.numbers.models import Metric

NAMES = {"conversations": "conversations", "meetings": "meetings"}


def column(name, *cells, **counts):
    values = {cell: cells.count(cell) for cell in cells}
    return Column(name, tuple(values)[:3], filled=len(cells), values=values, **counts)


def days(name, *cells, **counts):
    return column(name, *cells, **{"month_first": len(cells), "day_first": 0, **counts})


DEALS = Look(
    encoding="utf-8",
    is_encoding_certain=True,
    separator=",",
    header_line=1,
    columns=(
        column("Opportunity ID", "A1", "A2"),
        column("Opportunity Owner", "Marcus Bell", "Priya Nair"),
        column("Stage", "Closed Won", "Partner lane"),
        days("Close Date", "10/20/2026", "10/25/2026"),
        column("Amount", "10", "20", point=2),
        column("Region", "North", "South"),
    ),
    lines=2,
)


def guessed(look=DEALS, kind=None):
    found = guess(look, kind=kind, metric_names=NAMES, time_zone="UTC")
    return Decisions(found.layout, found.questions, found.system, found.system or "CRM")


def form_of(decisions, look=DEALS, data=None):
    metrics = list(Metric.objects.filter(key__in=NAMES).order_by("position"))
    return MappingForm(data, look=look, decisions=decisions, metrics=metrics, metric_names=NAMES)


def sent(form, **changes):
    """The page's form as a browser sends it, with some answers changed."""
    data = QueryDict(mutable=True)
    data.update({name: form[name].value() for name in form.fields})
    data.update({name.replace("__", "-"): value for name, value in changes.items()})
    for name, value in changes.items():
        data.setlist(name.replace("__", "-"), [value])
    return data


def again(form, **changes):
    return form_of(form.given, form.look, sent(form, **changes))


def decided(form, **changes):
    answered = again(form, **changes)
    assert answered.is_valid(), answered.errors
    return answered.decisions()


def sent_again(form, changes):
    data = form.data.copy()
    for name in form.fields:
        data.setdefault(name, form[name].value() or "")
    for name, value in changes.items():
        data[name] = value
    return data
