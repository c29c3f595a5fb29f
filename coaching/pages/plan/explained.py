"""How the plan page's odds were worked out: sentences with this rep's own numbers in them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.pages.plan.weeks import counts
from plans.calculations.forecast.inputs import Ahead, ForecastInputs, Form, Measurement
from plans.calculations.forecast.reaching import DRAWS, PRIOR_WEEKS, RECENT_WEEKS
from salesgym.numbers.calculations.statistics.shrinkage import reliability
from salesgym.numbers.pages.sure import Worked
from salesgym.numbers.pages.values import Sayer, things

LEAST_SPREAD = 1.05
HUNDRED = 100


def improved(say: Sayer, inputs: ForecastInputs, chance: float) -> Worked:
    """The chance that the number since the start is better than the one before."""
    lines = [line for line in (_since(say, inputs), _before(say, inputs)) if line]
    said = {"chance": _in_hundred(chance)}
    if _is_lower(say):
        lines.append(
            _("The chance that the true value since is lower than the one before: %(chance)s.") % said
        )
    else:
        lines.append(
            _("The chance that the true value since is higher than the one before: %(chance)s.") % said
        )
    lines.append(_("Under 60 we say too early to tell, up to 80 leaning, up to 95 likely, above that clear."))
    return Worked(tuple(lines), _source_improved(inputs.since))


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
    before, peers = inputs.before, inputs.peers
    if before is None or before.until is None:
        return ""
    said = {"counts": counts(before, say), "weeks": _weeks(before.weeks), "day": words.day(before.until)}
    line = _("Before: %(counts)s in %(weeks)s to %(day)s.") % said
    if before.form != Form.SHARE:
        return line
    if peers.a is None or peers.b is None:
        alone = _("Under 5 others have this number, so the time before stands alone.")
        return f"{line} {alone}"
    told = {
        "count": peers.count,
        "trials": f"{peers.a + peers.b:,.0f}",
        "things": _trials(say),
        "value": say.round(peers.a / (peers.a + peers.b)),
    }
    more = _(
        "Plans begin at low points, and low points recover by themselves. So the time before also takes in what"
        " %(count)s others in this role show: it counts like %(trials)s more %(things)s at %(value)s."
    )
    return f"{line} {more % told}"


def _source_improved(since: Measurement | None) -> str:
    if since is None or since.form == Form.SHARE:
        return _("Beta posteriors: Gelman et al., Bayesian Data Analysis, 2.4.")
    if since.form == Form.COUNT:
        return _("Gamma-Poisson posteriors: Gelman et al., Bayesian Data Analysis, 2.6.")
    return _("Comparison of weekly means: Welch, Biometrika 34 (1947).")


def reaching(say: Sayer, inputs: ForecastInputs, ahead: Ahead, chance: float) -> Worked:
    """The chance of the step now on its date."""
    lines = [line for line in (_window(say, ahead), _draws(say, inputs, ahead)) if line]
    said = {"draws": f"{DRAWS:,}", "met": f"{chance * DRAWS:,.0f}", "chance": _in_hundred(chance)}
    lines.append(_("In %(met)s of the %(draws)s the step is reached on its date: %(chance)s.") % said)
    lines.append(_("From 60 on a plan is on track, below it needs a push."))
    if ahead.so_far is not None and ahead.so_far.form == Form.VALUES:
        return Worked(tuple(lines), _("The Bayesian bootstrap: Rubin, Annals of Statistics 9 (1981)."))
    return Worked(
        tuple(lines), _("Posterior predictive: Gelman et al., Bayesian Data Analysis, 2.4 and 2.6.")
    )


def _window(say: Sayer, ahead: Ahead) -> str:
    if ahead.first_on is None or ahead.until is None:
        return ""
    said = {"first": words.day(ahead.first_on), "last": words.day(ahead.until)}
    lines = [_("The step counts the weeks from %(first)s to %(last)s.") % said]
    if ahead.so_far is not None:
        lines.append(_("So far: %(counts)s.") % {"counts": counts(ahead.so_far, say)})
    left = round(ahead.weeks_left, 1)
    if left:
        lines.append(_("%(weeks)s are still to come.") % {"weeks": _weeks(left)})
    return " ".join(lines)


def _draws(say: Sayer, inputs: ForecastInputs, ahead: Ahead) -> str:
    said = {"draws": f"{DRAWS:,}", "prior": PRIOR_WEEKS, "recent": RECENT_WEEKS, "things": _trials(say)}
    form = ahead.so_far.form if ahead.so_far else inputs.since.form if inputs.since else None
    if form == Form.SHARE:
        return (
            _(
                "They are drawn %(draws)s times: each with as many %(things)s as one of the last %(recent)s weeks"
                " had, turning out well as often as since the start, with %(prior)s weeks' worth of the time"
                " before so that one week decides nothing."
            )
            % said
        )
    if form == Form.COUNT:
        return (
            _(
                "They are drawn %(draws)s times from the pace since the start, with %(prior)s weeks' worth of the"
                " time before, and as uneven as these weeks are."
            )
            % said
        )
    return (
        _(
            "They are drawn %(draws)s times from the weeks since the start and %(prior)s weeks' worth of before."
        )
        % said
    )


def expected(say: Sayer, inputs: ForecastInputs, value: float) -> Worked | None:
    """What would have come back without any plan."""
    before, peers = inputs.before, inputs.peers
    if before is None or before.value is None:
        return None
    first = _("A number that is far out comes back a little by itself, because part of it was luck.")
    said = {
        "count": str(peers.count),
        "own": say.now(before.value),
        "result": say.now(value),
    }
    if before.form == Form.SHARE and peers.mean is not None and peers.between_sd is not None:
        lines = _pulled(say, before, peers.mean, peers.between_sd, said)
        source = _("Barnett, van der Pols, Dobson, Regression to the mean, Int. J. Epidemiology 34 (2005).")
        return Worked((first, *lines), source)
    said["team"] = say.now(peers.before or 0.0)
    line = _(
        "%(own)s before the plan, %(team)s for %(count)s others in this role together: %(result)s is to be expected."
    )
    return Worked((first, line % said), _("Empirical Bayes: Efron and Morris, JASA 70 (1975)."))


def _pulled(
    say: Sayer, before: Measurement, mean: float, between_sd: float, said: dict[str, str]
) -> tuple[str, str]:
    """How far the own share is pulled toward the others', with the formula."""
    part = reliability(trials=before.over, team_mean=mean, between_sd=between_sd)
    told = said | {
        "team": say.now(mean),
        "apart": f"{between_sd * HUNDRED:.1f}",
        "trials": f"{before.over:,.0f}",
        "things": _trials(say),
        "part": f"{part:.2f}",
    }
    team = _(
        "%(count)s others in this role have %(team)s together; their true rates lie about %(apart)s points apart."
    )
    formula = _(
        "With %(trials)s %(things)s that leaves %(part)s of the distance to the person and the rest to luck:"
        " %(team)s - %(part)s x (%(team)s - %(own)s) = %(result)s."
    )
    return team % told, formula % told


def _trials(say: Sayer) -> str:
    return things(say.metric) if say.metric else ""


def _is_lower(say: Sayer) -> bool:
    return bool(say.metric and say.metric.lower_is_better)


def _weeks(weeks: float) -> str:
    if weeks != round(weeks):
        return _("%(count)s weeks") % {"count": f"{weeks:.1f}"}
    return ngettext("%(count)s week", "%(count)s weeks", round(weeks)) % {"count": round(weeks)}


def _in_hundred(chance: float) -> str:
    return _("%(count)s in 100") % {"count": round(chance * HUNDRED)}
