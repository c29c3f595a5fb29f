"""The rows of a rep's numbers page: their order, the one chart that is open, and what changed."""

from datetime import UTC, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.calculations.weeks.calendar import last_complete_week
from salesgym.numbers.models import Metric
from tests.factories.numbers import EarlySignalFactory, MetricFactory, give_weeks, standard_metrics

pytestmark = pytest.mark.django_db
FUNNEL = [
    "outreach",
    *("answer_rate", "conversations"),
    *("meeting_rate", "meetings"),
    *("meeting_to_opportunity", "opportunities"),
    *("win_rate", "wins"),
    "revenue",
]


@pytest.fixture
def today():
    return timezone.localdate(timezone=UTC)


def page_of(client, reader, rep, **query):
    """The page as this person reads it, and its text."""
    client.force_login(reader)
    response = client.get(reverse("numbers:rep_numbers", args=[rep.pk]), query)
    assert response.status_code == 200
    return response.context["page"], response.content.decode()


def keys(rows):
    return [row.key for row in rows]


def give_everything(rep, today):
    for key, metric in standard_metrics().items():
        if metric.is_stored:
            give_weeks(rep, key, [40, 44, 38, 46] * 6, until=today)


def give_steady_funnel(rep, today):
    give_weeks(rep, "conversations", [100] * 34, until=today)
    give_weeks(rep, "meetings", [30, 32] * 17, until=today)


def charts_in(text):
    return text.count('<svg\n      class="sg-chart"')


def test_the_funnel_stands_as_stages_with_the_shares_between_them(client, rep, today):
    give_everything(rep, today)

    page, _ = page_of(client, rep, rep)

    assert keys(page.rows) == FUNNEL
    assert [row.key for row in page.rows if row.is_share] == [
        "answer_rate",
        "meeting_rate",
        "meeting_to_opportunity",
        "win_rate",
    ]
    assert {"losses", "decided", "revenue_per_win", "days_to_close", "average_discount"} <= {*keys(page.more)}


def test_what_others_are_worked_out_from_is_no_number_of_the_page(client, rep, today):
    give_everything(rep, today)

    page, text = page_of(client, rep, rep)

    for key in ("selling_days", "priced_deals", "discount_points"):
        assert key not in {*keys(page.rows), *keys(page.more), *(line.key for line in page.table.lines)}
        assert f">{standard_metrics()[key].name}<" not in text
    assert "Nothing in these weeks yet" not in text


def test_a_metric_of_the_organization_s_own_has_a_row_and_its_chart(client, rep, today):
    give_weeks(rep, "wins", [1, 2] * 7, until=today)
    demos, asked = (
        MetricFactory(key="demos", name="Demos held"),
        MetricFactory(key="asked", name="Demos asked for"),
    )
    MetricFactory(
        key="show_rate", name="Show rate", kind=Metric.Kind.RATIO, numerator=demos, denominator=asked
    )
    give_weeks(rep, "demos", [6, 7] * 7, until=today)
    give_weeks(rep, "asked", [10, 11] * 7, until=today)

    page, text = page_of(client, rep, rep, open="show_rate")

    assert {"demos", "asked", "show_rate"} <= {*keys(page.more)}
    assert page.opened.counts == "26 of 42"
    assert page.is_more_open
    assert '<details class="sg-fold" id="more" open>' in text


def test_without_any_stage_all_numbers_are_one_list(client, rep, today):
    MetricFactory(key="demos", name="Demos held")
    give_weeks(rep, "demos", [6, 7] * 7, until=today)

    page, text = page_of(client, rep, rep)

    assert (keys(page.rows), page.more, page.is_funnel) == (["demos"], (), False)
    assert "Week by week" in text


def test_a_row_says_now_usual_and_its_weeks(client, rep, today):
    give_weeks(rep, "meetings", [4, 6, 5, 5] * 5, until=today)
    give_weeks(rep, "conversations", [20, 20, 24, 16] * 5, until=today)

    page, text = page_of(client, rep, rep)

    share = next(row for row in page.rows if row.key == "meeting_rate")
    assert (share.value, share.per, share.usual, share.mark) == ("25.0%", "", "18% to 32%", "")
    assert share.is_inside
    stage = next(row for row in page.rows if row.key == "conversations")
    assert (stage.value, stage.per) == ("20", "a week")
    assert f'd="{share.line.way}"' in text


def test_closed_rows_are_lines_and_no_charts(client, rep, today):
    give_everything(rep, today)

    page, text = page_of(client, rep, rep)

    assert page.opened is None
    assert charts_in(text) == 0
    assert text.count('class="way"') == len(page.rows) + len(page.more)


def test_a_row_opens_its_chart_at_its_own_address_and_closes_it_again(client, rep, today):
    give_everything(rep, today)
    closed = next(row for row in page_of(client, rep, rep, period="26")[0].rows if row.key == "meetings")
    assert closed.url == "?period=26&open=meetings#metric-meetings"

    page, text = page_of(client, rep, rep, period="26", open="meetings")

    assert page.opened.key == "meetings"
    assert charts_in(text) == 1
    assert [row.key for row in page.rows if row.is_open] == ["meetings"]
    row = next(row for row in page.rows if row.is_open)
    assert row.url == "?period=26&open=#metric-meetings"
    assert f'id="metric-{row.key}"' in text


@pytest.mark.parametrize("key", ["", "nonsense", "selling_days"])
def test_an_address_of_no_row_draws_nothing(client, rep, today, key):
    give_everything(rep, today)

    page, text = page_of(client, rep, rep, open=key)

    assert page.opened is None
    assert charts_in(text) == 0


def test_what_changed_stands_on_top_with_its_chart_and_the_way_to_talk_it_over(client, rep, manager, today):
    give_steady_funnel(rep, today)
    week = last_complete_week(today)
    EarlySignalFactory(rep=rep, week=week - timedelta(weeks=2), metric=standard_metrics()["conversations"])
    signal = EarlySignalFactory(rep=rep, week=week, value="0.21")

    page, text = page_of(client, manager, rep)

    assert page.changed.note.text.startswith(
        "Meeting rate drifted from about 31%: 21% over the last four weeks"
    )
    assert page.changed.talk_url == f"{reverse('numbers:early_signals')}#signal-{signal.pk}"
    assert page.opened.key == "meeting_rate"
    assert text.count(page.changed.note.text) == 2, "in the card, and in the words of the drawing"
    row = next(row for row in page.rows if row.key == "meeting_rate")
    day = signal.since
    assert row.mark == f"Left on {day.day} {day:%b}"
    assert not row.is_inside
    assert f'id="signal-{signal.pk}"' in client.get(reverse("numbers:early_signals")).content.decode()


def test_a_signal_that_was_talked_about_and_one_s_own_have_no_button(client, rep, manager, today):
    give_steady_funnel(rep, today)
    signal = EarlySignalFactory(rep=rep, week=last_complete_week(today))

    own, own_text = page_of(client, rep, rep)
    signal.talked_by, signal.talked_at = manager, timezone.now()
    signal.save()
    talked, _ = page_of(client, manager, rep)

    assert own.changed.talk_url == talked.changed.talk_url == ""
    assert "Talk it over" not in own_text


def test_good_news_is_what_changed_as_well(client, rep, today):
    give_weeks(rep, "outreach", [120, 140, 110, 130] * 5 + [310], until=today)

    page, text = page_of(client, rep, rep)

    assert page.changed.note.is_good
    assert (page.opened.key, page.rows[0].mark) == ("outreach", "Good news")
    assert "One thing changed" in text


def test_where_nothing_changed_no_card_says_so_and_nothing_is_drawn(client, rep, today):
    give_steady_funnel(rep, today)

    page, text = page_of(client, rep, rep)

    assert (page.changed, page.opened) == (None, None)
    assert 'id="changed"' not in text


def test_what_is_done_with_the_numbers_stands_under_the_dots(client, rep, manager, today):
    give_weeks(rep, "wins", [1, 2], until=today)

    own, managed = (page_of(client, reader, rep, period="26")[1] for reader in (rep, manager))

    csv = reverse("numbers:rep_numbers_csv", args=[rep.pk])
    for text in (own, managed):
        assert f'href="{reverse("numbers:type_week", args=[rep.pk])}"' in text
        assert f'href="{csv}?period=26"' in text
        assert f'href="{csv}?form=long&amp;period=26"' in text
    assert reverse("numbers:upload") in managed
    assert f'href="{reverse("numbers:upload")}"' not in own


def test_the_line_ends_with_the_number_beside_it_also_after_a_week_without_a_deal(client, rep, today):
    give_weeks(rep, "wins", [2, 2] * 8 + [2, 0], until=today)
    give_weeks(rep, "revenue", [20_000, 24_000] * 8 + [20_000, 0], until=today)

    page, _ = page_of(client, rep, rep, open="revenue_per_win")

    row = next(row for row in page.more if row.key == "revenue_per_win")
    assert page.opened.drawing.line.words.text == row.value
