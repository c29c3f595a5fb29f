"""What a plan of the sample is told by. Weeks count from its first Monday."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A step due on the Friday of a week of the plan, what it earns, and who gives that.

    `is_count`: so many since the first day, instead of so many a week.
    """

    target: str
    week: int
    reward: str = ""
    cost: int = 0
    giver: str = ""
    is_count: bool = False


# Where a standing of the sample lies on both sliders, as the manager places it and as the rep does.
PLACED = {"learning_keen": (4, 8), "able_keen": (8, 8), "learning_low": (3, 3), "able_low": (7, 3)}
OWN_PLACES = {"learning_keen": (5, 9), "able_keen": (7, 8), "learning_low": (4, 2), "able_low": (9, 4)}


@dataclass(frozen=True)
class Story:
    """One plan. `began` is how many weeks before this Monday it started; negative lies ahead."""

    rep: str
    manager: str
    skill: str
    began: int
    weeks: int
    steps: tuple[Step, ...]
    headline: str
    why: str
    standing: str
    causes: tuple[str, ...]
    evidence: str
    strengths: str
    bridge: str
    # Each with how often a week, and when, or when, where and what then.
    drills: tuple[tuple[str, int, str] | tuple[str, int, str, str, str], ...]
    mentor: str = ""
    # Why the plan goes without a mentor.
    no_mentor: str = "I sit beside them in this myself."
    # What the pair wrote on their sheets: how many days ago, who, and the words.
    sheets: tuple[tuple[int, str, str], ...] = ()
    support: tuple[tuple[str, str, int], ...] = ()
    # Whether what is due by today has been done: one late promise in the sample is enough.
    keeps_promises: bool = True
    rep_view: str = ""
    rep_reason: str = ""
    own_standing: str = "learning_keen"
    # What the rep finds vague before signing: the number of the step, the question and the answer.
    vague: tuple[tuple[int, str, str], ...] = ()
    # What the rep kept of their own, and whether they shared it.
    kept: tuple[tuple[str, bool], ...] = ()
    until: str = "active"
    verified: int = 0
    practice_days: tuple[int, ...] = (0, 1, 2, 3)
    quiet_weeks: int = 0
    talk: tuple[tuple[str, int, str], ...] = ()
    notes: tuple[str, ...] = ()


# Two weeks of what Marcus and Sofia write down.
PAIR_OF_MARCUS = (
    (16, "sofia", "Two buyers told Marcus more after four seconds of silence than in the call before."),
    (15, "marcus", "Counting to four with my hand under the table. Next: the same on the phone."),
    (2, "marcus", "On the phone I count with the clock. It works until somebody says hello."),
)

# By rep, what their manager saw: how many days before the plan was written, what, and where it comes from; and what had
# been tried.
SEEN: dict[str, tuple[tuple[int, str, str], ...]] = {
    "marcus": (
        (12, "54 of 247 meetings became opportunities in 13 weeks.", "numbers"),
        (6, "Copperfield: the demo began four minutes in, after one question.", "call"),
        (2, '"Easy to talk to, and I still do not know why we met." The buyer at Northwind.', "customer"),
    )
}
TRIED = {
    "marcus": "A list of questions in spring: used for two weeks, then it felt like a form. Nothing was practiced aloud."
}
