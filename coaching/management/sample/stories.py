"""What each plan of the sample is about, in the words of its manager and rep. Weeks count from its first Monday."""

from dataclasses import dataclass, field


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
    drills: tuple[tuple[str, int, str], ...]
    mentor: str = ""
    support: tuple[tuple[str, str, int], ...] = ()
    rep_view: str = ""
    rep_reason: str = ""
    own_standing: str = "learning_keen"
    until: str = "active"
    verified: int = 0
    practice_days: tuple[int, ...] = (0, 1, 2, 3)
    quiet_weeks: int = 0
    talk: tuple[tuple[str, int, str], ...] = ()
    notes: tuple[str, ...] = ()
    pins: dict[str, str] = field(default_factory=dict)


STORIES = (
    Story(
        rep="marcus",
        manager="dana",
        skill="discovery-questions",
        began=6,
        weeks=12,
        steps=(
            Step("0.24", 3, "Lunch with Sofia", 60, "sofia"),
            Step("0.26", 9, "A Friday afternoon off", 150, "dana"),
            Step("0.28", 12, "$400 course of his choice", 400, "dana"),
        ),
        headline="You make people feel at ease in the first minute.",
        why="Marcus opens warm, easy meetings. Two deeper questions in each one turn more of them into real opportunities.",
        standing="learning_keen",
        causes=("technique", "confidence", "time"),
        evidence=(
            "54 of 247 meetings became opportunities last quarter (22%). On four of five recorded calls "
            'the demo came after the first question. Buyers call him "easy to talk to".'
        ),
        strengths="Rapport in the first minute. Follows up the same day, every time.",
        bridge="Hosts a quiz night. Good questions and good silences are his thing already.",
        drills=(
            ("what-if-questions", 3, "Before the first meeting, at the kitchen table"),
            ("second-question-ladder", 4, "In the first meeting after lunch"),
            ("silence-after-the-question", 4, "In every call with a new buyer"),
        ),
        mentor="sofia",
        support=(
            ("Two late demos a week swapped for discovery meetings", "dana", 2),
            ("Two call reviews a week", "sofia", 12),
        ),
        rep_view="I rush to the demo because I know it works. The questions feel like stalling.",
        rep_reason="One more deal a month is the down payment for the apartment we looked at.",
        verified=1,
        notes=(
            '"What happens if nothing changes?" opened two budgets.',
            "Four seconds feels like ten.",
            "Logistics buyer, price pressure.",
            "Wrote them on a card, used one.",
            "She answered the second question with a number.",
        ),
        talk=(
            (
                "sofia",
                6,
                'Heard your Copperfield call. You asked "who else feels this?" **twice**. Keep that one.',
            ),
            ("marcus", 5, "It felt too direct the first time. The second time it was normal."),
            (
                "sofia",
                2,
                (
                    'Heard your Northwind call. You asked "who else feels this?" and then waited. '
                    "That pause got you the CFO's name. Try it once more before Friday?"
                ),
            ),
            ("marcus", 1, "On it. Tidewater tomorrow at ten."),
            ("sofia", 0, "Same pause there, and write down the first thing that comes after it."),
        ),
    ),
    Story(
        rep="priya",
        manager="dana",
        skill="prospecting-calls",
        began=8,
        weeks=12,
        steps=(
            Step("48", 5, "Headset of her choice", 180, "dana"),
            Step("55", 8, "A place at SaaS North", 350, "dana"),
            Step("500", 10, "Lunch by the harbor", 60, "dana", is_count=True),
            Step("60", 12, "Two days of remote work by the sea", 0, "dana"),
        ),
        headline="When you have somebody on the line, they stay on the line.",
        why="Priya's talks go further than most. More of them, every week, is all that is missing.",
        standing="able_low",
        causes=("habits", "preparation"),
        evidence="41 conversations a week in the quarter before the plan; 15 of 20 workdays began with mail.",
        strengths="Half of her conversations end with a next step.",
        bridge="Trains for a half marathon by a written plan. A call block is an interval session.",
        drills=(
            ("call-block", 4, "At nine, before the mailbox is opened"),
            ("first-ten-seconds", 3, "On the train"),
        ),
        mentor="aisha",
        support=(("No internal meetings before eleven", "dana", 1),),
        rep_view="I like calling once I am at it. Starting is the hard part.",
        rep_reason="I want the senior title next summer, and this is the number they look at.",
        own_standing="able_low",
        verified=1,
        practice_days=(0, 1, 2, 3, 4),
        notes=(
            "Twenty dials before nine thirty.",
            "The list from the evening before makes it easy.",
            "Two call-backs.",
        ),
        talk=(
            ("aisha", 4, "Your block on Tuesday: eleven talks. What did you put first on the list?"),
            ("priya", 3, "The one I had been avoiding since August. He was nice."),
        ),
    ),
    Story(
        rep="tomas",
        manager="dana",
        skill="objection-handling",
        began=3,
        weeks=12,
        steps=(
            Step("0.41", 5, "Breakfast with the founder", 80, "dana"),
            Step("0.43", 8, "Noise-cancelling headphones", 250, "dana"),
            Step("0.45", 12, "A long weekend", 0, "dana"),
        ),
        headline="Buyers tell you the truth, and early.",
        why="Tomas hears the real no sooner than anybody. Staying with it a little longer wins some of those deals.",
        standing="learning_keen",
        causes=("technique", "product"),
        evidence="36 of 100 decided deals were won in the quarter before. In six of ten lost ones the price came up once and was not asked about.",
        strengths="Straight, quick, liked by operations people.",
        bridge="Plays chess online. An objection is a move, not an attack.",
        drills=(
            ("pause-and-label", 3, "Before each price talk"),
            ("find-the-real-no", 2, "Friday morning, two stopped deals"),
        ),
        mentor="sofia",
        support=(("A price sheet with three customer stories", "dana", 3),),
        rep_view="When they say too expensive I believe them.",
        rep_reason="I would like to stop dreading the last call.",
        verified=0,
        practice_days=(0, 2, 3),
        notes=("Labelled it, and he laughed.", 'The real no was "my boss hates change".'),
        talk=(
            ("sofia", 5, "Try the label before the price sheet, not after. How did Ridgeway take it?"),
            ("tomas", 3, "Better. I asked what was behind it and got the implementation date."),
        ),
    ),
    Story(
        rep="lena",
        manager="dana",
        skill="negotiation",
        began=5,
        weeks=12,
        steps=(
            Step("12.5", 6, "Dinner for two", 120, "dana"),
            Step("11", 9, "A day with the pricing team", 0, "dana"),
            Step("9", 12, "$300 for her cooking class", 300, "dana"),
        ),
        headline="Customers stay with you for years.",
        why="Lena's deals last. Holding the price a little longer makes each of them worth more, to her too.",
        standing="able_low",
        causes=("confidence", "expectations"),
        evidence="14.0% off list on average in the quarter before, on 65 priced deals. Nine of ten discounts were offered before they were asked for.",
        strengths="Knows every customer's business. No churn in two years.",
        bridge="Sells her pottery at a market and never lowers a price there.",
        drills=(
            ("trade-do-not-give", 3, "Before every price talk"),
            ("price-and-silence", 3, "In the car"),
        ),
        mentor="noah",
        support=(("A discount guide with three trades", "dana", 4),),
        rep_view="I give it away because I want the deal to be over.",
        rep_reason="Every point I keep is my own commission.",
        own_standing="able_low",
        practice_days=(1,),
        quiet_weeks=3,
        notes=("Asked for a longer term before naming a price.",),
        talk=(("noah", 16, "Full price with Brightwater last week. What did you do differently there?"),),
    ),
    Story(
        rep="aisha",
        manager="dana",
        skill="negotiation",
        began=-1,
        weeks=10,
        steps=(
            Step("11.5", 4, "Lunch with the team", 150, "dana"),
            Step("10.5", 7, "A book budget", 100, "dana"),
            Step("9.5", 10, "A day at the climbing hall", 90, "dana"),
        ),
        headline="People ask you for help, and you find the words.",
        why="Aisha explains value better than anybody. Her price deserves the same patience.",
        standing="able_keen",
        causes=("habits",),
        evidence="12.5% off list on average over the last quarter.",
        strengths="Nine colleagues helped this quarter.",
        bridge="Bargains for vintage furniture for fun.",
        drills=(("price-and-silence", 3, "Before each quote"), ("walk-in-plan", 1, "Monday morning")),
        mentor="dana",
        rep_view="I know the numbers, I get soft at the end.",
        rep_reason="I want to coach others in this, so I should hold it myself.",
        own_standing="able_keen",
        until="rep_signed",
    ),
    Story(
        rep="noah",
        manager="dana",
        skill="objection-handling",
        began=24,
        weeks=12,
        steps=(
            Step("0.38", 4, "Tickets for the derby", 90, "dana"),
            Step("0.41", 8, "A Friday off", 0, "dana"),
            Step("0.43", 12, "$300 for a course", 300, "dana"),
        ),
        headline="You never take a no personally.",
        why="Noah stays calm. Asking what stands behind a no turns that calm into wins.",
        standing="learning_keen",
        causes=("technique",),
        evidence="36 of 100 decided deals were won in the quarter before.",
        strengths="Calm under pressure.",
        bridge="Referees youth football: hears every complaint, and asks what happened.",
        drills=(("pause-and-label", 3, "Before each call"), ("objection-sparring", 1, "Thursday with Aisha")),
        mentor="aisha",
        rep_view="I answer too fast.",
        rep_reason="I want to enjoy the second half of a deal.",
        until="met",
        pins={"baseline": "0.36", "numerator": "36", "denominator": "100"},
    ),
    Story(
        rep="ines",
        manager="sofia",
        skill="discovery-questions",
        began=12,
        weeks=11,
        steps=(
            Step("0.31", 5, "A conference day", 200, "sofia"),
            Step("0.33", 11, "A Friday off", 0, "sofia"),
        ),
        headline="You prepare better than anybody on the team.",
        why="Ines knows the company before she walks in. One question deeper lets the buyer say it first.",
        standing="learning_keen",
        causes=("technique",),
        evidence="In eight of ten recorded meetings she named the problem herself.",
        strengths="Research that customers quote back to her.",
        bridge="Writes crime stories: the reader must find it himself.",
        drills=(("silence-after-the-question", 3, "In every first meeting"),),
        mentor="marcus",
        rep_view="I fill the silence with what I know.",
        rep_reason="Longer deals with fewer surprises.",
        until="in_review",
        notes=("They told me the cost before I did.",),
    ),
    Story(
        rep="owen",
        manager="sofia",
        skill="prospecting-calls",
        began=4,
        weeks=12,
        steps=(
            Step("56", 4, "Coffee for a month", 60, "sofia"),
            Step("62", 12, "A weekend by train", 250, "sofia"),
        ),
        headline="Your stories make people laugh and remember.",
        why="Owen wins people over in a minute. More first minutes is the whole plan.",
        standing="able_keen",
        causes=("habits",),
        evidence="52 conversations a week in the quarter before, with two mornings of five without a call.",
        strengths="Voice, warmth, memory for names.",
        bridge="Plays in a band: rehearsal before the stage.",
        drills=(("call-block", 4, "Tuesday to Friday at ten"),),
        rep_view="I wait for the right mood.",
        rep_reason="A quarter without a scramble at the end.",
        own_standing="able_keen",
        until="paused",
        practice_days=(1, 2, 3),
    ),
)
