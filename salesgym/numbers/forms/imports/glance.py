"""What a file comes to by the present reading, for the page that asks how it is read."""

from django.utils.translation import gettext as _

from salesgym.numbers.calculations.importing.columns.currencies import are_others
from salesgym.numbers.calculations.importing.columns.glance import glance
from salesgym.numbers.calculations.importing.question import About
from salesgym.numbers.forms.imports.mapping import MappingForm
from salesgym.numbers.pages.values import Money
from salesgym.people.models import Organization

OF_AMOUNTS = (About.COLUMNS, About.DECIMAL_MARK)


def at_first_sight(form: MappingForm) -> list[tuple[str, str]]:
    """Lines won, lost and open, and the sum of all amounts, where the look says them and nothing about them is asked."""
    own = Organization.objects.current().currency
    seen = glance(
        form.look,
        form.layout,
        are_stages_clear=not (form.is_asked(About.STAGES) or form.is_asked(About.COLUMNS)),
        are_amounts_clear=not any(form.is_asked(about) for about in OF_AMOUNTS)
        and not are_others(form.look, form.layout, own),
    )
    counts = ((_("Won"), seen.won), (_("Lost"), seen.lost), (_("Open"), seen.open))
    facts = [(label, f"{count:,}") for label, count in counts if count is not None]
    if seen.amount is not None:
        money = Money(own)
        facts.append((_("All amounts"), money.full(seen.amount)))
    return facts
