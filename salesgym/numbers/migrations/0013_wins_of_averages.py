"""Averages of wins divide by the wins that say it: those with an amount, and those with both days."""

from django.db import migrations

# key: (name, short phrase, unit, what counts, position)
ADDED = {
    "timed_wins": ("Wins with both days", "wins with both days a week", "wins",
                   "Deals won this week of which the day of opening is known.", 200),
    "valued_wins": ("Wins with an amount", "wins with an amount a week", "wins",
                    "Deals won this week with an amount in the organization's currency.", 210),
}
# average: (what it divided by, what it divides by)
DIVIDES_BY = {"days_to_close": ("wins", "timed_wins"), "revenue_per_win": ("wins", "valued_wins")}

# Until now a win counted only with its opened day, so that all counted ones have both days. Whether they have an
# amount say the deals; a number that somebody typed or a list brought has no deals, and all its wins count.
FILL = """
INSERT INTO numbers_weeklyvalue (rep_id, metric_id, week_start, value, source, entered_by_id, entered_at, origin_id)
SELECT wins.rep_id, added.id, wins.week_start,
       CASE WHEN added.key = 'valued_wins' AND wins.source = 'deals' THEN deals.valued ELSE wins.value END,
       wins.source, wins.entered_by_id, wins.entered_at, wins.origin_id
FROM numbers_weeklyvalue AS wins
JOIN numbers_metric AS metric ON metric.id = wins.metric_id AND metric.key = 'wins'
JOIN numbers_metric AS added ON added.key IN ('timed_wins', 'valued_wins')
CROSS JOIN LATERAL (
    SELECT count(amount_minor) FILTER (WHERE currency = (SELECT currency FROM people_organization LIMIT 1)) AS valued,
           count(amount_minor) AS priced
    FROM numbers_deal
    WHERE owner_id = wins.rep_id AND stage = 'won' AND opened_on IS NOT NULL
      AND closed_on BETWEEN wins.week_start AND wins.week_start + 6
) AS deals
WHERE added.key = 'timed_wins' OR wins.source <> 'deals' OR wins.value = 0 OR deals.priced > 0
ON CONFLICT (rep_id, week_start, metric_id) DO NOTHING
"""

# As actions/team_weeks.py sums up: the team on the Monday, else the one joined within the week.
FILL_TEAMS = """
WITH place AS (
    SELECT person_id, team_id, starts_on, coalesce(ends_on, 'infinity') AS ends_on,
           lag(ends_on) OVER (PARTITION BY person_id ORDER BY starts_on) AS before_ended_on
    FROM people_membership
), span AS (
    SELECT person_id, team_id, ends_on AS last_monday,
           CASE WHEN before_ended_on IS NULL THEN '-infinity'
                ELSE greatest(starts_on - 6, before_ended_on + 1) END AS first_monday
    FROM place
)
INSERT INTO numbers_teamweek (team_id, metric_id, week_start, total, reps)
SELECT span.team_id, told.metric_id, told.week_start, sum(told.value), count(*)
FROM span
JOIN numbers_weeklyvalue AS told
  ON told.rep_id = span.person_id AND told.week_start BETWEEN span.first_monday AND span.last_monday
JOIN numbers_metric AS metric ON metric.id = told.metric_id AND metric.key IN ('timed_wins', 'valued_wins')
GROUP BY span.team_id, told.metric_id, told.week_start
ON CONFLICT (team_id, week_start, metric_id) DO NOTHING
"""


def add_wins(apps, schema_editor):
    Metric = apps.get_model("numbers", "Metric")
    for key, (name, phrase, unit, hint, position) in ADDED.items():
        fields = {"name": name, "short_phrase": phrase, "unit": unit, "kind": "count", "control": "buyer",
                  "hint": hint, "position": position, "from_deals": True}
        Metric.objects.get_or_create(key=key, defaults=fields)
    _divide(Metric, lambda was, now: (was, now))


def take_wins_back(apps, schema_editor):
    Metric = apps.get_model("numbers", "Metric")
    _divide(Metric, lambda was, now: (now, was))
    ids = list(Metric.objects.filter(key__in=ADDED).values_list("pk", flat=True))
    for model in ("TeamWeek", "WeeklyValue"):
        apps.get_model("numbers", model).objects.filter(metric__in=ids).delete()
    Metric.objects.filter(pk__in=ids).delete()


def _divide(Metric, order):
    for key, parts in DIVIDES_BY.items():
        before, after = order(*parts)
        now = Metric.objects.get(key=after)
        Metric.objects.filter(key=key, denominator__key=before).update(denominator=now)


class Migration(migrations.Migration):
    dependencies = [("numbers", "0012_untold_weeks"), ("people", "0005_false_alarms")]
    operations = [
        migrations.RunPython(add_wins, take_wins_back),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(FILL_TEAMS, migrations.RunSQL.noop),
    ]
