"""Ten dots, a word, and what is missing."""

import pytest

from salesgym.errors import Lacking, NoAnswer, NotEnoughYet, Obstacle, Refused
from salesgym.numbers.pages.sure import not_yet, sure, tenths


@pytest.mark.parametrize(
    ("chance", "filled", "word"),
    [
        (0, 0, "Too early to tell"),
        (0.5999, 5, "Too early to tell"),
        (0.6, 6, "Leaning"),
        (0.7, 7, "Leaning"),
        (0.75, 7, "Likely"),
        (0.9, 9, "Clear"),
        (0.999, 9, "Clear"),
        (1, 10, "Clear"),
    ],
)
def test_a_chance_has_dots_and_a_word(chance, filled, word):
    found = sure(chance)
    assert (found.filled, found.word, sum(found.dots)) == (filled, word, filled)


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (NotEnoughYet(5, 8, Lacking.WEEKS), "Not enough yet: 3 more weeks."),
        (NotEnoughYet(9, 10, Lacking.WON_DEALS), "Not enough yet: 1 more deal won."),
        (NotEnoughYet(0, float("inf"), Lacking.WEEKS), "Not enough yet: 1 more week."),
        (NotEnoughYet(0, 3, Lacking.GROUPS), "Not enough yet: 3 more groups of five or more."),
        (NoAnswer(Obstacle.MILESTONE_TOO_FAR), "The step is more than ten years away. Check its date."),
        (
            NoAnswer(Obstacle.NO_ROOM_FOR_CHANCE, "The target"),
            "A rate is 0% or 100%, where chance has no room. Give a rate between them.",
        ),
        (
            NoAnswer(Obstacle.CYCLE_LONGER_THAN_PLAN, weeks=29),
            (
                "These deals take 29 weeks or more, longer than the plan, so a result cannot show inside it."
                " Choose a number earlier in the funnel."
            ),
        ),
        (Refused("Give a share."), "Give a share."),
    ],
)
def test_what_is_missing_is_said_in_words(refusal, said):
    assert not_yet(refusal) == said


@pytest.mark.parametrize("lacking", Lacking)
def test_whatever_is_lacking_has_words_for_one_and_for_many(lacking):
    one, many = (not_yet(NotEnoughYet(0, count, lacking)) for count in (1, 3))

    assert one.startswith("Not enough yet: ")
    assert "3 " in many
    assert one != many
    assert "%" not in one + many


@pytest.mark.parametrize("obstacle", Obstacle)
def test_every_obstacle_has_a_sentence(obstacle):
    said = not_yet(NoAnswer(obstacle, weeks=29))

    assert said.endswith(".")
    assert "%(" not in said
    assert "%%" not in said


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0, "under 1 in 10"),
        (0.0999, "under 1 in 10"),
        (0.1, "1 in 10"),
        (0.7, "7 in 10"),
        (0.7999, "7 in 10"),
        (0.9999, "9 in 10"),
        (1, "over 9 in 10"),
    ],
)
def test_a_chance_is_said_in_tenths_rounded_down_and_never_as_certain(chance, said):
    assert tenths(chance) == said
