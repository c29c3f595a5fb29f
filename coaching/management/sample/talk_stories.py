"""The check-ins of the sample, in the words of their two sides. Numbers stand on the page beside them, not in the notes."""

from coaching.management.sample.talk_story import How, Talk, Talks, Vow

TALKS = (
    Talks(
        rep="marcus", lead="dana", weekday=0, hour=(10, 0),
        topics=(
            ("marcus", "How Tidewater went, and what I would ask next time"),
            ("dana", "What the pause has changed"),
        ),
        told=(
            Talk(
                "The second question comes by itself now. We keep the plan as it is.",
                (
                    Vow("marcus", "Ask who else feels this, and wait", 11, cue="a buyer names a problem"),
                    Vow("dana", "Listen to the Tidewater call", 11),
                    Vow("sofia", "Choose one call to hear together", 12),
                ),
                helped=4,
            ),
            Talk(
                "Northwind: the pause brought the name of the CFO. The demo can wait for the second meeting.",
                (Vow("marcus", "Open two meetings without the demo", 7, kept=3),),
                helped=3,
            ),
            Talk(
                "Four seconds feel like ten. The card with three questions helps in the first meeting.",
                (
                    Vow("marcus", "Write three questions on a card", 4, kept=1),
                    Vow("dana", "Join one first meeting and only listen", 7, kept=6),
                ),
                helped=4,
            ),
            Talk("Two late demos a week crowd out the first meetings. We look for somebody to take them."),
            Talk("We start with the first ten minutes of a meeting, nothing else.", helped=3),
        ),
    ),
    Talks(
        rep="lena", lead="dana", weekday=0, hour=(14, 0),
        topics=(("lena", "Full price held with Brightwater: start there"),),
        told=(
            Talk(how=How.DUE),
            Talk(
                "She asked for a longer term before naming a price. Wants to open with a trade, not a number.",
                (
                    Vow("lena", "Ask for one trade", 18, cue="the price comes up"),
                    Vow("dana", "Discount guide with three trades", 4),
                    Vow("noah", "Role-play one price talk with Lena", 17),
                ),
                helped=3,
            ),
            Talk(
                "A week full of renewals, and no price talk to practice on.",
                (Vow("lena", "Role-play the Brightwater call with Noah", 7, kept=5),),
                helped=3,
            ),
            Talk("Discounts are offered before anybody asks. We found the sentence in which it happens.", helped=4),
            Talk("At the market she never lowers a price. What is different there?", helped=4),
            Talk("First talk: what each of us expects, and what we leave for later."),
        ),
    ),
    Talks(
        rep="priya", lead="dana", weekday=1, hour=(9, 30),
        topics=(("priya", "Second step: what comes after it"),),
        told=(
            Talk(
                "The block at nine holds. The second step is there.",
                (
                    Vow("priya", "Write the list for the block", 8, cue="the day ends"),
                    Vow("dana", "Keep mornings free of meetings until eleven", 9),
                ),
                helped=4,
            ),
            Talk(
                "Call-backs eat the block. They get an hour of their own after lunch.",
                (Vow("priya", "Take call-backs after lunch for a week", 7, kept=7),),
                helped=3,
            ),
            Talk("Moved by a day for the trade fair. Short and good.", how=How.MOVED, helped=3),
            Talk(
                "Starting is the hard part, so the mailbox stays shut until ten.",
                (Vow("dana", "No internal meetings before eleven", 3, kept=2),),
                helped=4,
            ),
            Talk("The list from the evening before makes the first call easy."),
        ),
    ),
    Talks(
        rep="tomas", lead="dana", weekday=2, hour=(11, 0),
        topics=(("tomas", "Ridgeway: the real no"),),
        told=(
            Talk(
                "One objection a day, out loud, before the first call. Sofia listens to two of them.",
                (
                    Vow("tomas", "List the five objections heard most", 12),
                    Vow("sofia", "Review two calls", 9),
                ),
                how=How.REP_ASKED,
            ),
            Talk(
                "Ridgeway: behind too expensive stood the date of the implementation.",
                (Vow("tomas", "Ask what stands behind it", 7, kept=6, cue="somebody says too expensive"),),
                helped=3,
            ),
            Talk(how=How.NOT_HELD),
            Talk(
                "Label first, price sheet second. It felt odd and worked once.",
                (Vow("dana", "Bring two customers who bought at full price", 7, kept=9),),
                helped=2,
            ),
            Talk("We agreed on two drills and no more than two.", helped=3),
        ),
    ),
    Talks(rep="aisha", lead="dana", weekday=0, hour=(11, 0), topics=(("aisha", "Where I get soft at the end"),)),
    Talks(
        rep="noah", lead="dana", weekday=4, hour=(9, 30), weeks=4, minutes=15,
        told=(
            Talk("The gain holds. He would like to try first meetings next.", helped=4),
            Talk("A quiet month, and that is good. Mentoring Lena gives him ideas of his own.", helped=4),
        ),
    ),
    Talks(
        rep="jordan", lead="dana", weekday=2, hour=(15, 0), weeks=4,
        told=(
            Talk(
                "Meetings are harder to get since the new list. We look at it together before we call it a habit.",
                (Vow("dana", "Ask operations where the new list comes from", 10, kept=9),),
                helped=3,
            ),
        ),
    ),
    Talks(
        rep="ines", lead="sofia", weekday=3, hour=(10, 30), weeks=2,
        told=(
            Talk("They told her the cost before she did. She lets the buyer say it first.", helped=4),
            Talk(
                "Silence is no gap to fill. Three first meetings in a row without a rescue.",
                (Vow("ines", "Count to four", 14, kept=9, cue="a question is out"),),
                helped=3,
            ),
        ),
    ),
    Talks(
        rep="grace", lead="sofia", weekday=3, hour=(13, 0), weeks=2,
        told=(Talk("Fewer calls, better prepared. A plan could help with the mornings.", helped=3),),
    ),
)  # fmt: skip
