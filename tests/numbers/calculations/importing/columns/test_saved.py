"""What was mapped once holds for the next file; what is new or contradicts it is asked."""

import json
from dataclasses import replace

import pytest

from salesgym.numbers.calculations.importing.columns.mapping import guess
from salesgym.numbers.calculations.importing.columns.saved import from_saved, matches, to_saved
from salesgym.numbers.calculations.importing.layout import DateOrder, DecimalMark, Stage
from salesgym.numbers.calculations.importing.question import About, Question
from tests.factories.exports import ACTIVITIES, DEALS, GERMAN_DEALS, METRIC_NAMES
from tests.factories.files import look_of

DEALS_TEXT = """Deal ID,Owner,Stage,Amount,Close Date,Account
    1,Marcus Bell,Handshake,100,14/8/2026,Isdom"""


def saved_from(text, **differences):
    look = look_of(text)
    layout = guess(look, metric_names=METRIC_NAMES, time_zone="UTC").layout
    return json.loads(json.dumps(to_saved(look, replace(layout, **differences))))


def again(text, saved, metric_names=METRIC_NAMES):
    return from_saved(look_of(text), saved, metric_names=metric_names, time_zone="Europe/Berlin")


@pytest.mark.parametrize("text", [*DEALS.values(), *ACTIVITIES.values(), GERMAN_DEALS])
def test_the_same_file_gives_the_same_layout_without_questions(text):
    look = look_of(text)
    first = guess(look, metric_names=METRIC_NAMES, time_zone="Europe/Berlin")

    found = again(text, json.loads(json.dumps(to_saved(look, first.layout))))

    assert found == first


def test_stages_said_once_are_not_asked_again_and_new_ones_are():
    saved = saved_from(DEALS_TEXT, stages={"handshake": Stage.WON})

    found = again(DEALS_TEXT + "\n2,Marcus Bell,Shrug,5,15/8/2026,Isdom", saved)

    assert found.questions == (Question(About.STAGES, ("Shrug",), "stage"),)
    assert found.layout.stages == {"handshake": "won", "shrug": "open"}


def test_columns_may_move_come_and_go_where_they_are_not_needed():
    saved = saved_from(DEALS_TEXT)
    moved = """Close date,Extra,deal  id,OWNER,Amount,Stage
        14/8/2026,x,1,Marcus Bell,100,Handshake"""

    assert again(moved, saved).layout.roles == ("closed_on", "", "external_id", "owner", "amount", "stage")


@pytest.mark.parametrize("column", ["Deal ID", "Owner", "Stage", "Amount", "Close Date"])
def test_a_file_without_a_needed_column_is_another_one(column):
    saved = saved_from(DEALS_TEXT)

    look = look_of(DEALS_TEXT.replace(column, "Something"))

    assert not matches(look, saved)
    assert from_saved(look, saved, metric_names=METRIC_NAMES, time_zone="UTC") is None


def test_dates_that_contradict_the_saved_order_are_asked_about():
    saved = saved_from(DEALS_TEXT)
    american = DEALS_TEXT.replace("14/8/2026", "8/14/2026")
    either = DEALS_TEXT.replace("14/8/2026", "8/9/2026")

    assert About.DATE_ORDER in {one.about for one in again(american, saved).questions}
    assert again(american, saved).layout.date_order is DateOrder.MONTH_FIRST
    assert About.DATE_ORDER not in {one.about for one in again(either, saved).questions}
    assert again(either, saved).layout.date_order is DateOrder.DAY_FIRST


def test_amounts_that_contradict_the_saved_mark_are_asked_about():
    saved = saved_from(DEALS_TEXT, decimal_mark=DecimalMark.COMMA)
    points = DEALS_TEXT.replace("100", "1234.5")

    assert About.DECIMAL_MARK in {one.about for one in again(points, saved).questions}
    assert again(DEALS_TEXT, saved).layout.decimal_mark is DecimalMark.COMMA


def test_a_wide_file_finds_its_new_weeks():
    saved = saved_from("Rep,Metric,W45 2026\nMarcus Bell,Meetings,4")

    found = again("Rep,Metric,W46 2026,W47 2026\nMarcus Bell,Meetings,4,5", saved)

    assert found.questions == ()
    assert found.layout.roles == ("owner", "metric", "week:2026-11-09", "week:2026-11-16")
    assert again("Rep,Metric,Notes\nMarcus Bell,Meetings,4", saved) is None


def test_the_one_metric_of_a_file_is_kept_while_it_may_be_imported():
    text = "Rep,W45 2026\nMarcus Bell,4"
    saved = saved_from(text, metric="meetings")

    assert again(text, saved).questions == ()
    assert again(text, saved).layout.metric == "meetings"
    assert [one.about for one in again(text, saved, {"outreach": "outreach"}).questions] == [About.METRIC]


def test_a_metric_that_may_no_longer_be_imported_is_asked_anew():
    text = "Rep,Week,Metric,Value\nMarcus Bell,2026-11-02,Proposals,4"

    found = again(text, saved_from(text), {"outreach": "outreach"})

    assert found.questions == (Question(About.METRICS, ("Proposals",), "metric"),)


def test_columns_left_out_once_are_not_asked_about_again():
    text = "Rep,Week,Meetings,Coffees\nMarcus Bell,2026-11-02,4,9"

    assert again(text, saved_from(text)).questions == ()


def test_an_order_that_no_cell_depended_on_was_chosen_by_nobody():
    iso = DEALS_TEXT.replace("14/8/2026", "2026-08-14")

    found = again(DEALS_TEXT.replace("14/8/2026", "3/4/2026"), saved_from(iso))

    assert About.DATE_ORDER in {one.about for one in found.questions}


def test_quarters_said_once_are_quarters_in_the_next_file():
    text = "Rep,Month,Quota\nMarcus Bell,2026-07,9\nMarcus Bell,2026-10,9"

    found = again(text, saved_from(text, month_span=3))

    assert (found.questions, found.layout.month_span) == ((), 3)


def test_the_year_of_weeks_is_asked_of_each_file():
    text = "Rep,Week,Outreach\nMarcus Bell,51,4\nMarcus Bell,52,4"

    found = again(text, saved_from(text, week_year=2025))

    assert [one.about for one in found.questions] == [About.WEEK_YEAR]
