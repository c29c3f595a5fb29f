"""Reads the texts that come along and adds what is missing, for migrations: no row that exists gets another text."""

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# What a drill got besides its text; drills that came earlier get it where it is empty.
BESIDES = ("setting", "two_minutes", "not_when")


def shipped(kind: str) -> dict[str, Any]:
    """The file of a kind, `skills` or `drills`: its author and version, and its rows in their order."""
    return tomllib.loads((HERE / f"{kind}.toml").read_text(encoding="utf-8"))


def add_missing(apps: Any) -> None:
    """Add skills, behaviors and drills that are not here yet, by their keys, with the models of a migration.

    A skill whose number is not here is left out, and so is what hangs on it.
    """
    for row in shipped("skills")["skill"]:
        _add_skill(row, _rows(apps, "plans.Skill"), _rows(apps, "numbers.Metric"))
        _add_rubric(row, _rows(apps, "plans.Skill"), _rows(apps, "plans.Behavior"))
    for place, row in enumerate(shipped("drills")["drill"], start=1):
        _add_drill(row, place, _rows(apps, "plans.Skill"), _rows(apps, "plans.Drill"))


def _rows(apps: Any, name: str) -> Any:
    return apps.get_model(name).objects


def _add_skill(row: dict[str, Any], skills: Any, metrics: Any) -> None:
    metric = metrics.filter(key=row["metric"]).first()
    if metric is None:
        return
    told = {name: row[name] for name in ("name", "summary", "position")}
    skills.get_or_create(key=row["key"], defaults={**told, "funnel_stage": row["stage"], "metric": metric})


def _add_rubric(row: dict[str, Any], skills: Any, behaviors: Any) -> None:
    """The behaviors of a skill that has none."""
    skill = skills.filter(key=row["key"], behaviors=None).first()
    if skill is None:
        return
    for place, one in enumerate(row["behavior"], start=1):
        told = {name: one[name] for name in ("key", "name", "anchor_1", "anchor_3", "anchor_5")}
        is_about_buyer = one.get("about_buyer", False)
        behaviors.create(skill=skill, position=place * 10, is_about_buyer=is_about_buyer, **told)


def _add_drill(row: dict[str, Any], place: int, skills: Any, drills: Any) -> None:
    skill = skills.filter(key=row["skill"]).first()
    if skill is None:
        return
    besides = {name: row[name] for name in BESIDES}
    besides["behavior"] = skill.behaviors.filter(key=row["behavior"]).first()
    drills.filter(key=row["key"], behavior=None, two_minutes="").update(**besides)
    if "how" not in row or drills.filter(key=row["key"]).exists():
        return
    told = {name: row[name] for name in ("key", "name", "short_name", "cue", "repetitions", "minutes")}
    drills.create(skill=skill, how=row["how"].strip(), position=place * 10, **told, **besides)
