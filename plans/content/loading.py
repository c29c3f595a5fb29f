"""Reads the texts that come along, and for migrations adds what is missing and renews what nobody has edited."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# What a drill got besides its text; drills that came earlier get it where it is empty.
BESIDES = ("setting", "two_minutes", "not_when")
# All that a drill says and suggests. Where one of these differs from what came along, somebody has edited the drill.
SAID = ("name", "short_name", "cue", "how", "repetitions", "minutes", *BESIDES)


def shipped(kind: str, version: int | None = None) -> dict[str, Any]:
    """The file of a kind, `skills` or `drills`: its author and version, and its rows in their order.

    Without a version it is the newest. An earlier one stands beside it, `drills_1.toml`, as it was: migrations read it.
    """
    newest = _read(f"{kind}.toml")
    return newest if version in (None, newest["version"]) else _read(f"{kind}_{version}.toml")


def add_missing(apps: Any, *, version: int) -> None:
    """Add skills, behaviors and drills that are not here yet, by their keys, with the models of a migration.

    A skill whose number is not here is left out, and so is what hangs on it.
    """
    for row in shipped("skills", version)["skill"]:
        _add_skill(row, _rows(apps, "plans.Skill"), _rows(apps, "numbers.Metric"))
        _add_rubric(row, _rows(apps, "plans.Skill"), _rows(apps, "plans.Behavior"))
    for place, row in enumerate(shipped("drills", version)["drill"], start=1):
        _add_drill(row, place, _rows(apps, "plans.Skill"), _rows(apps, "plans.Drill"))


def replace_unedited(apps: Any, *, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Give drills the words of `after`, by key, where all they say is still `before`. An edited one stays as it is.

    Drills of another skill in `after` change places with each other: all of them, or none where one has been edited,
    so that no skill ends with a drill more and another with one less.
    """
    drills = _rows(apps, "plans.Drill").filter(key__in=after).select_related("skill")
    unedited = {drill.key: drill for drill in drills if _is_as(drill, before[drill.key])}
    moving = {key for key, row in after.items() if row["skill"] != before[key]["skill"]}
    stays = set() if moving <= unedited.keys() else moving
    skills = {drill.skill.key: drill.skill for drill in unedited.values()}
    for place, (key, row) in enumerate(after.items(), start=1):
        if key not in unedited or key in stays:
            continue
        told = {name: _plain(row[name]) for name in SAID}
        if key in moving:
            skill = skills[row["skill"]]
            behavior = skill.behaviors.filter(key=row["behavior"]).first()
            told |= {"skill": skill, "behavior": behavior, "position": place * 10}
        _rows(apps, "plans.Drill").filter(key=key).update(**told)


def _is_as(drill: Any, row: Mapping[str, Any]) -> bool:
    """Whether the drill says what the row says. A form that was saved unchanged leaves other line ends."""
    told = [drill.skill.key, *(_plain(getattr(drill, name)) for name in SAID)]
    return told == [row["skill"], *(_plain(row[name]) for name in SAID)]


def _plain(value: Any) -> Any:
    return "\n".join(value.strip().splitlines()) if isinstance(value, str) else value


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


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
