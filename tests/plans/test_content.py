"""What ships as skills, rubrics and drills: how many, how long, with every field, and no sentence twice."""

import re
from collections import Counter

import pytest

from plans.content.loading import shipped
from plans.models import Behavior, Drill, Skill

pytestmark = pytest.mark.django_db
SKILLS = shipped("skills")["skill"]
DRILLS = shipped("drills")["drill"]
NEW = [row for row in DRILLS if "how" in row]
BEHAVIORS = [row for skill in SKILLS for row in skill["behavior"]]
ANCHORS = ("anchor_1", "anchor_3", "anchor_5")
# Words that the product avoids. "Behind" judges too, and here it says where a reason stands.
REFUSED = re.compile(
    r"\b(fail\w*|underperform\w*|deficien\w*|must|only|just|compliance|quota|he|she|his|him|her|himself|herself)\b",
    flags=re.IGNORECASE,
)


def key_of(row):
    return row["key"]


def sentences(row):
    """The sentences of a piece, without the labels that all drills share."""
    told = " ".join(
        str(value) for name, value in row.items() if isinstance(value, str) and name != "behavior"
    )
    told = re.sub(r"\*\*[^*]+\*\*|^\d\. |\"", " ", told, flags=re.MULTILINE)
    return {one.strip().lower() for one in re.split(r"(?<=[.?!:])\s+", told) if len(one.split()) > 4}


def test_each_kind_names_its_author_and_version():
    for kind in ("skills", "drills"):
        assert shipped(kind)["author"]
        assert shipped(kind)["version"] >= 1


def test_there_are_eight_skills_with_four_drills_each():
    assert len(SKILLS) == len({row["metric"] for row in SKILLS}) == 8
    assert set(Counter(row["skill"] for row in DRILLS).values()) == {4}


@pytest.mark.parametrize("skill", SKILLS, ids=key_of)
def test_a_rubric_has_three_to_five_behaviors_and_one_about_the_buyer(skill):
    assert 3 <= len(skill["behavior"]) <= 5
    assert [row for row in skill["behavior"] if row.get("about_buyer")]
    for row in skill["behavior"]:
        assert row["name"].startswith("The buyer ") is row.get("about_buyer", False)


@pytest.mark.parametrize("behavior", BEHAVIORS, ids=key_of)
def test_anchors_are_one_short_sentence_of_what_happens(behavior):
    for name in ANCHORS:
        assert len(behavior[name].split()) <= 20
        assert behavior[name].endswith(".")


@pytest.mark.parametrize("skill", SKILLS, ids=key_of)
def test_a_skill_has_two_drills_alone_one_with_another_and_one_in_a_call(skill):
    settings = Counter(row["setting"] for row in DRILLS if row["skill"] == skill["key"])

    assert settings == {"alone": 2, "mentor": 1, "call": 1}


@pytest.mark.parametrize("skill", SKILLS, ids=key_of)
def test_each_behavior_of_a_skill_has_its_drill(skill):
    trained = {row["behavior"] for row in DRILLS if row["skill"] == skill["key"]}

    assert trained == {row["key"] for row in skill["behavior"]}


@pytest.mark.parametrize("drill", DRILLS, ids=key_of)
def test_a_drill_has_a_first_version_and_says_when_to_leave_it(drill):
    for name in ("two_minutes", "not_when"):
        assert 5 <= len(drill[name].split()) <= 25


@pytest.mark.parametrize("drill", NEW, ids=key_of)
def test_a_drill_is_read_in_a_minute_and_has_all_its_parts(drill):
    how = drill["how"]
    steps = re.findall(r"^\d\. (\w+)", how, flags=re.MULTILINE)
    good = re.search(r"\*\*Good sounds like\.\*\* (.+)", how)[1]

    assert 5 <= drill["minutes"] <= 25
    assert len(drill["cue"]) <= 70
    assert 60 <= len(how.split()) <= 180
    assert 3 <= len(steps) <= 5
    assert len(good.split()) <= 30
    for part in ("**Why.**", "**Set-up.**", "**Too easy?**"):
        assert how.count(part) == 1
    assert len(re.findall(r"\*\*(?:Count|Log it)\.\*\*", how)) == 1


def test_no_two_pieces_share_a_sentence():
    told = Counter(one for row in [*SKILLS, *BEHAVIORS, *DRILLS] for one in sentences(row))

    assert {one: times for one, times in told.items() if times > 1} == {}


@pytest.mark.parametrize("row", [*SKILLS, *BEHAVIORS, *DRILLS], ids=key_of)
def test_nobody_is_judged_and_people_are_they(row):
    assert not REFUSED.findall(" ".join(value for value in row.values() if isinstance(value, str)))


def test_what_ships_is_in_a_fresh_installation():
    assert set(Skill.objects.values_list("key", flat=True)) == {row["key"] for row in SKILLS}
    assert set(Drill.objects.values_list("key", flat=True)) == {row["key"] for row in DRILLS}
    assert set(Behavior.objects.values_list("key", flat=True)) == {row["key"] for row in BEHAVIORS}
    for drill in Drill.objects.select_related("behavior"):
        assert drill.behavior.skill_id == drill.skill_id
        assert drill.two_minutes
