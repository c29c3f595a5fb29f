"""How the plan page's odds were worked out: sentences with this rep's own numbers in them."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coaching.pages import words
from coaching.pages.plan.weeks import counts
from plans.calculations.forecast.basis import Basis
from plans.calculations.forecast.chance import DRAWS
from plans.calculations.forecast.inputs import ForecastInputs, StepChances
from plans.models import Milestone
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.sure import Worked, tenths
from salesgym.numbers.pages.values import Sayer, things

BARNETT = gettext_lazy(
    "Barnett, van der Pols, Dobson, Regression to the mean, Int. J. Epidemiology 34 (2005)."
)


def improved(say: Sayer, inputs: ForecastInputs, chance: float) -> Worked:
    """The chance that the plan has changed something."""
    said = {"chance": tenths(chance)}
    lines = [line for line in (_since(say, inputs), _before(say, inputs)) if line]
    lines.append(
        _("If half of such plans change something, %(chance)s of those with numbers like these did.") % said
    )
    lines.append(
        _("Under 6 in 10 we say too early to tell, from there on leaning, from 7.5 likely, from 9 clear.")
    )
    if inputs.improved_on is not None:
        lines.append(
            _(
                "It was clear for the first time on %(day)s, and stays so: looking every week cannot explain it."
            )
            % {"day": words.day(inputs.improved_on)}
        )
    source = _(
        "Bayes factor of a plan that climbs to half-time against one that changes nothing (Ville 1939)."
    )
    return Worked(tuple(lines), source)


def _since(say: Sayer, inputs: ForecastInputs) -> str:
    since = inputs.since
    if since is None or since.first_on is None:
        return ""
    said = {"counts": counts(since, say), "weeks": _weeks(since.weeks), "day": words.day(since.first_on)}
    line = _("Since the start: %(counts)s in %(weeks)s from %(day)s.") % said
    if inputs.likely is None:
        return line
    ends = {"low": say.round(inputs.likely[0]), "high": say.round(inputs.likely[2])}
    true = _("The true value behind that lies between %(low)s and %(high)s, 4 times in 5.") % ends
    return f"{line} {true}"


def _before(say: Sayer, inputs: ForecastInputs) -> str:
    before, basis = inputs.before, inputs.basis
    if before is None or basis is None or before.until is None:
        return ""
    said = {"counts": counts(before, say), "weeks": _weeks(before.weeks), "day": words.day(before.until)}
    line = _("Before: %(counts)s in %(weeks)s to %(day)s.") % said
    return f"{line} {_beside_peers(say, basis)}"


def _beside_peers(say: Sayer, basis: Basis) -> str:
    """What the role says of the rep, and where both together put them."""
    said = {
        "count": basis.reps,
        "role": say.round(basis.prior_mean),
        "expected": say.round(basis.expected),
    }
    text = ngettext(
        "Nobody else of this role has the number, so the own weeks stand alone: %(expected)s is expected without a plan.",
        "The %(count)s people of this role stand at %(role)s together. With that beside the own weeks, %(expected)s is expected without a plan.",
        basis.reps,
    )
    return text % said


def reaching(
    say: Sayer, step: Milestone, found: StepChances, pair: Metric | None = None, *, on: date
) -> Worked:
    """The chances of a step by its date, while that is ahead, and by the plan's end.

    `pair` is the quality that it waits for, which they leave out.
    """
    said = {
        "draws": f"{DRAWS:,}",
        "things": _trials(say),
        "weeks": step.run_weeks or 0,
        "by_date": f"{(found.by_date or 0) * DRAWS:,.0f}",
        "by_end": f"{(found.by_end or 0) * DRAWS:,.0f}",
        "day": words.day(step.due_on),
    }
    lines = [
        _(
            "The weeks to come are drawn %(draws)s times, as uneven as the weeks of this role are. As many of them climb as the numbers so far say that this plan does; the others stay where they were."
        )
        % said,
        _drawn(is_past=step.due_on < on) % said,
        _(
            "A plan needs a push when the chance by its end falls under 4.5 in 10, and is on track again from 6 in 10 on."
        ),
    ]
    if pair is not None:
        left_out = _(
            "The quality beside it, %(metric)s, is left out of both: the step waits while that has clearly fallen."
        )
        lines.append(left_out % {"metric": pair.name.lower()})
    return Worked(
        tuple(lines), _("Posterior predictive: Gelman et al., Bayesian Data Analysis, 1.9 and 2.4.")
    )


def _drawn(*, is_past: bool) -> str:
    """How often the step is reached in what was drawn; nothing is reached by a date that has passed."""
    if is_past:
        return _(
            "The known weeks stay as they are. The date of the step, %(day)s, has passed; in %(by_end)s of the %(draws)s it is reached by the plan's end."
        )
    return _(
        "The known weeks stay as they are. In %(by_date)s of the %(draws)s the step is reached by %(day)s, in %(by_end)s by the plan's end."
    )


def expected(say: Sayer, inputs: ForecastInputs, value: float) -> Worked | None:
    """What is expected without any plan, by Barnett's formula: the part that is the person's, the rest luck."""
    before, basis = inputs.before, inputs.basis
    if before is None or basis is None or before.value is None:
        return None
    first = _("A number that is far out comes back a little by itself, because part of it was luck.")
    role, own = basis.prior_mean, before.value
    if role == own:
        return Worked((first, _beside_peers(say, basis)), str(BARNETT))
    told = {
        "count": basis.reps,
        "role": say.now(role),
        "own": say.now(own),
        "part": f"{(value - role) / (own - role):.2f}",
        "result": say.now(value),
    }
    text = ngettext(
        "This role stands at %(role)s; of the distance to %(own)s, %(part)s is the person and the rest luck: %(role)s + %(part)s x (%(own)s - %(role)s) = %(result)s.",
        "The %(count)s people of this role stand at %(role)s together; of the distance to %(own)s, %(part)s is the person and the rest luck: %(role)s + %(part)s x (%(own)s - %(role)s) = %(result)s.",
        basis.reps,
    )
    return Worked((first, text % told), str(BARNETT))


def _trials(say: Sayer) -> str:
    return things(say.metric) if say.metric else ""


def _weeks(weeks: float) -> str:
    if weeks != round(weeks):
        return _("%(count)s weeks") % {"count": f"{weeks:.1f}"}
    return ngettext("%(count)s week", "%(count)s weeks", round(weeks)) % {"count": round(weeks)}
