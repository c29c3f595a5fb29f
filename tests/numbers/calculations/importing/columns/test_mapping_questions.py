"""What a file does not tell for certain is asked."""

from salesgym.numbers.calculations.importing.columns.mapping import guess
from salesgym.numbers.calculations.importing.layout import DateOrder, DecimalMark, Kind, Stage
from salesgym.numbers.calculations.importing.question import About, Question
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from tests.factories.exports import DEALS, GERMAN_DEALS, METRIC_NAMES, SALESFORCE_DEALS
from tests.factories.files import look_of
from tests.numbers.calculations.importing.columns.guessing import columns, guessed


def test_a_deals_file_without_ids_is_asked_about():
    found = guessed(
        """Owner,Deal Name,Stage,Close Date,Amount
        Marcus Bell,Cancity,Closed Won,2026-08-14,100"""
    )

    assert found.questions == (Question(About.COLUMNS, ("external_id",)),)
    assert found.layout.kind is Kind.DEALS


def test_an_expected_day_alone_is_no_day_of_closing():
    found = guessed(
        """Opportunity ID,Owner,Stage,Amount,Est. Close Date
        A1,Marcus Bell,Closed Won,100,2026-08-14"""
    )

    assert [(one.about, one.texts) for one in found.questions] == [(About.COLUMNS, ("closed_on",))]


def test_stages_nobody_knows_are_asked_with_a_suggestion():
    found = guessed(
        """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Closed Won,100,2026-08-14
        2,Marcus Bell,Handshake,100,2026-08-14
        3,Marcus Bell,Won by partner,100,2026-08-14
        4,Marcus Bell,Contract signed,100,2026-08-14
        5,Marcus Bell,Deal lost for good,100,2026-08-14"""
    )

    (question,) = found.questions
    assert question.about is About.STAGES
    assert set(question.texts) == {"Handshake", "Won by partner", "Contract signed", "Deal lost for good"}
    assert found.layout.stages["handshake"] == Stage.OPEN
    assert found.layout.stages["won by partner"] == Stage.WON
    assert found.layout.stages["contract signed"] == Stage.WON
    assert found.layout.stages["deal lost for good"] == Stage.LOST


def test_two_columns_of_yes_and_no_answer_for_stages_nobody_knows():
    found = guessed(SALESFORCE_DEALS.replace("Negotiation/Review", "Handshake"))

    assert found.questions == ()


def test_dates_that_read_both_ways_are_asked_about():
    text = """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Closed Won,100,3/4/2026
        2,Marcus Bell,Closed Won,100,5/6/2026"""

    assert guessed(text).questions == (Question(About.DATE_ORDER, ("3/4/2026", "5/6/2026")),)
    assert guessed(text, date_order=DateOrder.DAY_FIRST).questions == ()
    assert guessed(text, date_order=DateOrder.DAY_FIRST).layout.date_order is DateOrder.DAY_FIRST


def test_amounts_that_read_both_ways_are_asked_about():
    text = """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Closed Won,1.234,2026-03-04"""

    assert [one.about for one in guessed(text).questions] == [About.DECIMAL_MARK]
    assert guessed(text, decimal_mark=DecimalMark.COMMA).layout.decimal_mark is DecimalMark.COMMA


def test_of_several_currencies_the_converted_amount_is_read():
    text = """Deal ID,Owner,Stage,Currency,Amount,Close Date{more}
        1,Marcus Bell,Closed Won,USD,100,2026-03-04{one}
        2,Marcus Bell,Closed Won,EUR,100,2026-03-04{two}"""

    converted = text.format(more=",Amount (converted)", one=",100", two=",117")

    assert guessed(converted).questions == ()
    assert (Role.AMOUNT, "Amount (converted)") in columns(converted, guessed(converted))


def test_an_encoding_in_doubt_is_asked_about():
    look = look_of(GERMAN_DEALS, encoding="windows-1252", is_encoding_certain=False)

    found = guess(look, metric_names=METRIC_NAMES, time_zone="UTC")

    assert found.questions == (Question(About.ENCODING, ("windows-1252",)),)


def test_a_file_of_no_known_kind_is_asked_about():
    found = guessed(
        """Fruit,Color
        Apple,Red"""
    )

    assert found.questions[0].about is About.KIND


def test_activities_of_unknown_types_are_asked_about():
    found = guessed(
        """Owner,Activity date,Activity type,Count
        Marcus Bell,2026-11-02,Call,4
        Marcus Bell,2026-11-02,Carrier pigeon,4"""
    )

    assert found.layout.kind is Kind.ACTIVITIES
    assert found.questions == (Question(About.TYPES, ("Carrier pigeon",), Role.TYPE),)
    assert found.layout.types == {"call": "outreach", "carrier pigeon": ""}


def test_a_kind_that_is_chosen_is_kept():
    found = guessed(DEALS["Zoho CRM"], kind=Kind.QUOTAS)

    assert found.layout.kind is Kind.QUOTAS
    assert About.COLUMNS in {one.about for one in found.questions}


def test_weeks_without_a_year_are_asked_about():
    found = guessed(
        """Rep,Week,Outreach
        Marcus Bell,37,40
        Marcus Bell,38,42"""
    )

    assert found.questions == (Question(About.WEEK_YEAR, ("37", "38")),)
    assert found.layout.kind is Kind.NUMBERS


def test_columns_of_weeks_without_a_year_are_asked_about_and_may_turn_the_year():
    found = guessed(
        """Rep,Metric,KW 51,KW 52,KW 1,KW 2
        Marcus Bell,Outreach,40,41,42,43"""
    )

    assert found.questions == (Question(About.WEEK_YEAR, ("51", "52", "2")),)
    assert [role for role in found.layout.roles if role.startswith("week:")] == [
        "week:51",
        "week:52",
        "week:1",
        "week:2",
    ]
    assert found.layout.first_week == 51


def test_months_that_all_begin_quarters_are_asked_about():
    text = """email,month,quota
        r1@example.com,2026-07,90000
        r1@example.com,2026-10,90000"""

    assert guessed(text).questions == (Question(About.PERIOD, ("2026-07", "2026-10")),)
    assert guessed(text.replace("2026-07", "2026-11")).questions == ()


def test_columns_of_months_that_all_begin_quarters_are_asked_about():
    found = guessed(
        """Rep,Jul 2026,Oct 2026
        Marcus Bell,90000,90000"""
    )

    assert found.questions == (Question(About.PERIOD, ("Jul 2026", "Oct 2026")),)


def test_a_cell_of_one_reading_alone_is_no_sample():
    found = guessed(
        """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Closed Won,100,3/3/2026
        2,Marcus Bell,Closed Won,1000,2026-03-05
        3,Marcus Bell,Closed Won,1.500,5/6/2026"""
    )

    assert found.questions == (
        Question(About.DATE_ORDER, ("5/6/2026",)),
        Question(About.DECIMAL_MARK, ("1.500",)),
    )


def test_cells_that_exclude_each_other_are_asked_about_with_their_lines():
    found = guessed(
        """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Closed Won,12.5,11/26/2026
        2,Marcus Bell,Closed Won,13.5,11/27/2026
        3,Marcus Bell,Closed Won,"14,5",25/11/2026"""
    )

    assert found.questions == (
        Question(About.DATE_ORDER, ("11/26/2026", "25/11/2026"), lines=(2, 4)),
        Question(About.DECIMAL_MARK, ("12.5", "14,5"), lines=(2, 4)),
    )


def test_days_that_are_the_same_in_both_orders_need_no_question():
    text = """Deal ID,Owner,Stage,Amount,Close Date
        1,Marcus Bell,Closed Won,100,3/3/2026"""

    assert guessed(text).questions == ()
