"""Newer words reach a drill that nobody has edited; whatever a company has written stays."""

from importlib import import_module

import pytest
from django.apps import apps

from plans.content.loading import SAID, shipped
from plans.models import Drill

pytestmark = pytest.mark.django_db
migration = import_module("plans.migrations.0043_drills_in_one_form")
NEWEST = {row["key"]: row for row in shipped("drills")["drill"]}
MOVED = {"ask-for-the-meeting": "from-talk-to-meeting", "send-me-something": "prospecting-calls"}


def renew():
    migration.renew(apps, None)


def words(drill):
    return {name: getattr(drill, name) for name in ("skill_id", "behavior_id", "position", *SAID)}


def all_words():
    return {drill.key: words(drill) for drill in Drill.objects.filter(key__in=NEWEST)}


def skill_of(key):
    return Drill.objects.get(key=key).skill.key


@pytest.fixture
def earlier(standard_drills):
    """The drills as an installation of version 1 has them; gives their words."""
    migration.put_back(apps, None)
    return all_words()


def test_the_words_of_version_1_are_replaced_and_come_back(earlier, standard_drills):
    assert "with a deadline" in earlier["discount-role-play"]["how"]
    assert "With one offer" in earlier["three-sizes"]["how"]

    renew()

    assert all_words() == standard_drills
    migration.put_back(apps, None)
    assert all_words() == earlier


@pytest.fixture
def standard_drills():
    return all_words()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Our opening"),
        ("short_name", "Ours"),
        ("cue", "Ours."),
        ("how", "As we do it."),
        ("repetitions", 7),
        ("minutes", 9),
        ("setting", "mentor"),
        ("two_minutes", "Ours."),
        ("not_when", ""),
    ],
)
def test_a_drill_that_somebody_has_edited_stays_as_it_is(field, value, earlier, standard_drills):
    Drill.objects.filter(key="first-ten-seconds").update(**{field: value})

    renew()

    kept = {**earlier["first-ten-seconds"], field: value}
    assert all_words() == {**standard_drills, "first-ten-seconds": kept}


def test_a_drill_that_was_saved_in_a_form_without_a_change_is_not_edited(earlier, standard_drills):
    for drill in Drill.objects.filter(key__in=earlier):
        Drill.objects.filter(pk=drill.pk).update(how=drill.how.replace("\n", "\r\n"))

    renew()

    renewed = [key for key in NEWEST if earlier[key]["how"] != standard_drills[key]["how"]]
    assert len(renewed) == 26
    assert {key: all_words()[key] for key in renewed} == {key: standard_drills[key] for key in renewed}


def test_a_drill_that_is_switched_off_gets_the_new_words_and_stays_off(earlier, standard_drills):
    Drill.objects.filter(key="call-block").update(is_active=False)

    renew()

    drill = Drill.objects.get(key="call-block")
    assert words(drill) == standard_drills["call-block"]
    assert not drill.is_active


def test_two_drills_change_places(earlier):
    assert {key: skill_of(key) for key in MOVED} != MOVED

    renew()

    assert {key: skill_of(key) for key in MOVED} == MOVED


@pytest.mark.parametrize("edited", MOVED)
def test_neither_moves_where_one_of_them_is_edited(edited, earlier, standard_drills):
    Drill.objects.filter(key=edited).update(cue="Ours.")

    renew()

    stayed = {key: earlier[key] for key in MOVED} | {edited: {**earlier[edited], "cue": "Ours."}}
    assert all_words() == standard_drills | stayed


def test_a_drill_of_the_companys_own_is_left_alone(earlier):
    own = Drill.objects.create(
        skill=Drill.objects.get(key="call-block").skill, key="our-own", name="Ours", how="Ours."
    )

    renew()

    own.refresh_from_db()
    assert (own.name, own.how) == ("Ours", "Ours.")
