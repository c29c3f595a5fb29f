"""Deals of which one side has no IDs are paired by what is said of them, and left unpaired where that is in doubt."""

from dataclasses import replace
from datetime import date

from salesgym.numbers.calculations.importing.same_deals import Facts, same_deals

HOP = Facts("X1", "", "Hop", date(2026, 9, 1), 7, "open", 100, None)


def paired(told, known):
    return same_deals(told, known)


def test_name_and_opened_day_pair_whatever_became_of_the_rest():
    known = replace(HOP, external_id="~a", name="hop ", owner_id=8, stage="won", amount_minor=5)

    assert paired([HOP], [known]) == ({"X1": "~a"}, set())


def test_another_name_or_day_is_another_deal():
    others = [
        replace(HOP, external_id="~a", name="Iris"),
        replace(HOP, external_id="~b", opened_on=date(2026, 9, 2)),
    ]

    assert paired([HOP], others) == ({}, set())


def test_the_key_tells_deals_of_one_name_and_day_apart():
    told = [replace(HOP, key="~a"), replace(HOP, external_id="X2", key="~b")]
    known = [
        replace(HOP, external_id="~b", key="~b"),
        replace(HOP, external_id="~a", key="~a", amount_minor=900),
    ]

    assert paired(told, known) == ({"X1": "~a", "X2": "~b"}, set())


def test_so_do_owner_and_amount():
    told = [HOP, replace(HOP, external_id="X2", amount_minor=200), replace(HOP, external_id="X3", owner_id=8)]
    known = [
        replace(HOP, external_id="~c", owner_id=8, amount_minor=5),
        replace(HOP, external_id="~b", amount_minor=200),
        replace(HOP, external_id="~a"),
    ]

    assert paired(told, known) == ({"X1": "~a", "X2": "~b", "X3": "~c"}, set())


def test_deals_that_agree_in_all_are_as_good_as_each_other():
    told = [HOP, replace(HOP, external_id="X2")]

    assert paired(told, [replace(HOP, external_id="~a"), replace(HOP, external_id="~b")])[1] == set()


def test_what_may_be_several_is_unclear():
    told = [replace(HOP, amount_minor=1), replace(HOP, external_id="X2", amount_minor=2)]

    assert paired(told, [replace(HOP, external_id="~a")]) == ({}, {"X1", "X2"})
    assert paired(told[:1], [replace(HOP, external_id="~a"), replace(HOP, external_id="~b")]) == ({}, {"X1"})


def test_without_a_name_nothing_is_said_of_a_deal():
    assert paired([replace(HOP, name="")], [replace(HOP, external_id="~a", name="")]) == ({}, set())


def test_a_day_that_one_side_does_not_say_leaves_the_name():
    undated = replace(HOP, external_id="~a", opened_on=None)

    assert paired([HOP], [undated]) == ({"X1": "~a"}, set())
    assert paired([replace(HOP, opened_on=None)], [replace(HOP, external_id="~a")]) == ({"X1": "~a"}, set())
    assert paired([HOP, replace(HOP, external_id="X2", opened_on=date(2026, 9, 2))], [undated]) == (
        {},
        {"X1", "X2"},
    )
