"""What ships as skills, rubrics and drills: how many, how long, with every field, and no sentence twice."""

import re
from collections import Counter

import pytest

from plans.content.loading import SAID, shipped
from plans.models import Behavior, Drill, Skill
from tests.each import for_each

SKILLS = shipped("skills")["skill"]
DRILLS = shipped("drills")["drill"]
BEHAVIORS = [row for skill in SKILLS for row in skill["behavior"]]
ANCHORS = ("anchor_1", "anchor_3", "anchor_5")
# Words that the product avoids. "Behind" judges too, and here it says where a reason stands.
REFUSED = re.compile(
    r"\b(fail\w*|underperform\w*|deficien\w*|must|only|just|compliance|quota|deadline|he|she|his|him|her|himself|herself)\b",
    flags=re.IGNORECASE,
)
# A step begins with what one does. These words put a condition or a person first.
NO_VERB = re.compile(
    r"after|at|before|during|every|first|for|from|if|in|no|on|the|then|they|to|when|with|you",
    flags=re.IGNORECASE,
)
# A figure in the reason would need its source, and so would what "most" people do or what happens "rarely".
UNPROVEN = re.compile(
    r"\d|%|\b(percent|most|mostly|often|usually|rarely|seldom|tends?|studies|research|seconds)\b",
    flags=re.IGNORECASE,
)
PARTS = r"\*\*Why\.\*\* .+ \*\*Set-up\.\*\* .+ \*\*Good sounds like\.\*\* .+ \*\*(?:Count|Log it)\.\*\* .+ \*\*Too easy\?\*\* .+"
# A block of calls is as long as it is: 45 minutes.
LONGEST = {"call-block": 45}


def key_of(row):
    return row["key"]


def part(name, drill):
    """What stands after this label, in one paragraph; "" without it."""
    found = re.search(rf"\*\*{re.escape(name)}\*\* (.+)", drill["how"])
    return found[1] if found else ""


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


@for_each(SKILLS, key_of)
def test_a_rubric_has_three_to_five_behaviors_and_one_about_the_buyer(skill):
    assert 3 <= len(skill["behavior"]) <= 5
    assert [row for row in skill["behavior"] if row.get("about_buyer")]
    for row in skill["behavior"]:
        assert row["name"].startswith("The buyer ") is row.get("about_buyer", False)


@for_each(BEHAVIORS, key_of)
def test_anchors_are_one_short_sentence_of_what_happens(behavior):
    for name in ANCHORS:
        assert len(behavior[name].split()) <= 20
        assert behavior[name].endswith(".")


@for_each(SKILLS, key_of)
def test_a_skill_has_two_drills_alone_one_with_another_and_one_in_a_call(skill):
    settings = Counter(row["setting"] for row in DRILLS if row["skill"] == skill["key"])

    assert settings == {"alone": 2, "mentor": 1, "call": 1}


@for_each(SKILLS, key_of)
def test_each_behavior_of_a_skill_has_its_drill(skill):
    trained = {row["behavior"] for row in DRILLS if row["skill"] == skill["key"]}

    assert trained == {row["key"] for row in skill["behavior"]}


@for_each(DRILLS, key_of)
def test_a_drill_has_a_first_version_and_says_when_to_leave_it(drill):
    for name in ("two_minutes", "not_when"):
        assert 5 <= len(drill[name].split()) <= 25


@for_each(DRILLS, key_of)
def test_a_drill_is_read_in_a_minute_and_has_all_its_parts(drill):
    how = drill["how"]

    assert 5 <= drill["minutes"] <= LONGEST.get(drill["key"], 25)
    assert len(drill["cue"]) <= 70
    assert 60 <= len(how.split()) <= 180
    assert re.fullmatch(PARTS, " ".join(how.split()))
    assert how.count("**") == 2 * 5


@for_each(DRILLS, key_of)
def test_a_drill_has_three_to_five_steps_that_begin_with_a_verb(drill):
    steps = re.findall(r"^(\d)\. (\w+)", drill["how"], flags=re.MULTILINE)

    assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))
    assert 3 <= len(steps) <= 5
    assert not [word for _, word in steps if NO_VERB.fullmatch(word)]


@for_each(DRILLS, key_of)
def test_what_good_sounds_like_is_said_aloud_in_thirty_words(drill):
    good = part("Good sounds like.", drill)

    assert good.startswith('"')
    assert len(good.split()) <= 30


@for_each(DRILLS, key_of)
def test_one_thing_is_counted_or_logged(drill):
    told = part("Count.", drill) or part("Log it.", drill)

    assert len(told.split()) <= 20
    assert len(re.findall(r"[.?!](?:\s|$)", told)) == 1


@for_each(DRILLS, key_of)
def test_the_reason_for_a_drill_claims_no_figure(drill):
    assert not UNPROVEN.findall(part("Why.", drill))


@for_each([row for row in DRILLS if row["setting"] == "mentor"], key_of)
def test_a_role_play_starts_from_a_buyer_of_the_reps_own(drill):
    assert re.search(r"\b(you|your|yours)\b", part("Set-up.", drill), flags=re.IGNORECASE)


def test_no_two_pieces_share_a_sentence():
    told = Counter(one for row in [*SKILLS, *BEHAVIORS, *DRILLS] for one in sentences(row))

    assert {one: times for one, times in told.items() if times > 1} == {}


@for_each([*SKILLS, *BEHAVIORS, *DRILLS], key_of)
def test_nobody_is_judged_and_people_are_they(row):
    assert not REFUSED.findall(" ".join(value for value in row.values() if isinstance(value, str)))


@pytest.mark.django_db
def test_what_ships_is_in_a_fresh_installation():
    assert set(Skill.objects.values_list("key", flat=True)) == {row["key"] for row in SKILLS}
    assert set(Drill.objects.values_list("key", flat=True)) == {row["key"] for row in DRILLS}
    assert set(Behavior.objects.values_list("key", flat=True)) == {row["key"] for row in BEHAVIORS}


@pytest.mark.django_db
@for_each(DRILLS, key_of)
def test_a_fresh_installation_has_the_newest_words_of_each_drill(row):
    drill = Drill.objects.select_related("skill", "behavior").get(key=row["key"])

    assert {name: getattr(drill, name) for name in SAID} == {
        **{name: row[name] for name in SAID},
        "how": row["how"].strip(),
    }
    assert (drill.skill.key, drill.behavior.key) == (row["skill"], row["behavior"])
    assert drill.behavior.skill_id == drill.skill_id
