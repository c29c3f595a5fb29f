"""Four skills with four drills each: enough to open a first plan on the first day."""

from django.db import migrations

# key, name, one sentence, where in the funnel, metric
SKILLS = [
    ("prospecting-calls", "Prospecting calls", "Start more first conversations, and earn the next minute in each.",
     "Outreach to conversations", "conversations"),
    ("discovery-questions", "Discovery questions", "Ask one layer deeper, until the problem has a cost and an owner.",
     "Meetings to opportunities", "meeting_to_opportunity"),
    ("objection-handling", "Objection handling", "Find out what stands behind a no before answering it.",
     "Opportunities to wins", "win_rate"),
    ("negotiation", "Negotiation", "Trade for what you give, and hold the price with a reason.",
     "Price and terms", "average_discount"),
]

# skill: (key, name, on a button, cue, times, minutes, how)
DRILLS = {
    "prospecting-calls": [
        ("first-ten-seconds", "The first ten seconds", "Opening", "Name, reason for this person, one honest question.", 6, 10, """
**Why.** Most calls are lost before the offer is heard. A reason that fits one person buys the next half minute.

**Set-up.** Six names from your list. One line of research for each: a job ad, a new site, a change of tool.

1. Write one opening for each name: who you are, why you call *this* person today, one question they can answer.
2. Say it aloud three times. Under ten seconds, no "how are you today".
3. Record the sixth and listen once. Would you stay on the line?

**Good sounds like.** "I am calling because you are hiring three dispatchers this month. Is that growth, or people leaving?"

**Too easy?** Have a colleague say "I'm in a meeting" and win the next minute politely.
"""),
        ("call-block", "The quiet call block", "Call block", "List ready, mail closed, stand up, dial.", 20, 45, """
**Why.** Preparing between calls feels like work and is avoidance. One block with no decisions in it beats a day of gaps.

**Set-up.** The evening before: twenty names with numbers and one reason each. Phone on silent, mail closed, 45 minutes in the calendar.

1. Stand up. Dial the first name within a minute of the start.
2. After each call: one mark, no notes over ten words. Dial again.
3. Write the proper notes when the block is over.

**Count.** Dials, conversations of more than a minute, next steps agreed. Three numbers, every block.

**Too easy?** Put the name you avoid most first.
"""),
        ("voicemail-and-follow-up", "Twenty-second message", "Message", "One reason, one question, your number slowly.", 5, 12, """
**Why.** A message is rarely answered, but it makes the mail after it get opened.

1. Write a message of at most fifty words: their situation, one question, your number said slowly.
2. Record it. Cut every word that is about us.
3. Send the mail within five minutes, with the same question as its subject.

**Good sounds like.** A colleague with a useful question, not a person reading.

**Check after a week.** Which question was answered most? Keep that one, replace the others.
"""),
        ("ask-for-the-meeting", "Ask for the meeting", "The ask", "Two times, one purpose, then silence.", 4, 8, """
**Why.** Many good talks end in "I'll send you something" because nobody asked.

**Set-up.** A colleague plays a friendly, busy buyer.

1. Sum up what you heard in one sentence, in their words.
2. Say what the meeting would settle for *them*.
3. Offer two times. Then say nothing until they speak.

**Good sounds like.** "So the night shift costs you two people. In twenty minutes we can see whether that is fixable. Tuesday at ten, or Thursday at three?"

**Too easy?** The buyer says "send me an email". Ask what they would want to find in it.
"""),
    ],
    "discovery-questions": [
        ("second-question-ladder", "Second question ladder", "Ladder", "Stay on their answer: say more, what then, who else.", 6, 12, """
**Why.** The first answer is what everybody is told. The second and third hold the reason to change.

**Set-up.** Take three answers buyers gave you this week, word for word.

1. For each, write a ladder of three questions that use the buyer's own words: *tell me more*, *what happens then*, *who else feels it*.
2. Say them aloud. No new topic until the third rung.
3. In your next real meeting, climb one ladder to the top before you show anything.

**Good sounds like.** "You said reports are late. What happens on the Monday they are late? Who gets that call?"

**Log it.** One thing you would not have learned from the first answer.
"""),
        ("silence-after-the-question", "Silence after the question", "Silence", "Ask, then count to four before you speak.", 4, 8, """
**Why.** Buyers need about three seconds to think. Most sellers give them one, then answer themselves.

1. Ask one open question. Breathe out. Count to four in your head.
2. If they have not spoken, count to four again, with a friendly face.
3. When they finish, wait two more seconds: the best sentence often comes last.

**Practice.** Four times with a colleague, phone timer on the table. Then in one real call a day.

**Good sounds like.** Nothing, for four seconds.

**Log it.** How long did it feel, and what came after it?
"""),
        ("what-if-questions", "Three what-if questions", "What if", "What if nothing changes? What if it did? What would that be worth?", 3, 10, """
**Why.** A problem with no cost waits. These three questions let the buyer put a number to it himself.

1. Pick one meeting of this week. Write three questions for it: *what if nothing changes by spring*, *what if it worked*, *what would that be worth to your team*.
2. Make each fit the company: a name, a date, a quantity.
3. After the meeting write down the number the buyer said. No number? Write the question again.

**Good sounds like.** "If the backlog is still there in March, what does that cost you in overtime?"

**Too easy?** Ask who else would see that number, and offer to bring it to them together.
"""),
        ("buyer-role-play", "Role play: the guarded buyer", "Role play", "Curious first. No pitch before the problem has a cost.", 2, 25, """
**Why.** A safe room is the place to be clumsy. Two rounds with a guarded buyer change how the next real one goes.

**Set-up.** A mentor plays a buyer with a real problem, which is given away only to a second question. Ten minutes, then five of feedback, then once more.

1. Before round one, say which single thing you want to be watched for.
2. Play. The buyer stops you at the first sentence about the product.
3. Feedback in this order: what worked, one thing to change. Then round two with that one thing.

**Count.** Open questions, seconds the buyer talked, whether the cost came out.
"""),
    ],
    "objection-handling": [
        ("pause-and-label", "Pause, then label it", "Label", "Breathe, name what you heard, ask if that is it.", 6, 8, """
**Why.** An answer given too fast defends us. A label shows the buyer that he was heard, and often dissolves half of it.

**Set-up.** The six objections you hear most, on cards.

1. Turn a card. Breathe out once before you speak.
2. Label it in one sentence: "It sounds as if…"
3. Ask: "Is that it, or is there something behind it?"

**Good sounds like.** "It sounds as if the last change cost your team a hard month. Is that the worry?"

**Never.** "Yes, but".
"""),
        ("find-the-real-no", "Find the real no", "Real no", "If this were solved, what else would stand in the way?", 4, 12, """
**Why.** The first objection is often the polite one. Answering it wins nothing while the real one stays in the room.

**Set-up.** Take two deals that stopped, and what the buyer said last.

1. Write the isolating question for each: "If price were settled, what else would stand in the way?"
2. Write what you would ask for each likely answer: *priority*, *trust*, *another person*, *timing*.
3. Call one of the two and ask it, with nothing to sell.

**Good sounds like.** Plain interest in the reason, and no answer prepared.

**Log it.** The first no, and the real one.
"""),
        ("proof-in-one-minute", "Proof in one minute", "Proof", "One customer like them: before, what changed, after.", 3, 15, """
**Why.** A claim meets doubt, a story of somebody like them meets questions.

1. Choose one objection and one customer who had it.
2. Tell it in under a minute: who they are, what they feared, what happened, one number with its date.
3. End with a question: "What would have to be true for that to work here?"

**Practice.** Three times aloud, the third to a colleague who then retells it. What he forgets, cut.

**Good sounds like.** A report, not an advertisement. Leave in what was hard.
"""),
        ("objection-sparring", "Sparring: five in a row", "Sparring", "Label, ask, answer, check. Slow is smooth.", 5, 20, """
**Why.** Under pressure we fall back on habit. Sparring makes the calm way the habit.

**Set-up.** A mentor fires five objections, in any order, with growing impatience. One minute each.

1. For each: label, ask what is behind it, answer in two sentences, check ("does that settle it?").
2. After the fifth, the mentor names the calmest one and says why.
3. Repeat the one that rushed you.

**Count.** How often you asked before you answered.

**Too easy?** The mentor combines two: "It's too expensive, and my boss hates change."
"""),
    ],
    "negotiation": [
        ("trade-do-not-give", "Trade, don't give", "Trade", "If we do this, could you do that? Never one without the other.", 5, 10, """
**Why.** What is given for nothing is worth nothing, and teaches the buyer to ask again.

**Set-up.** Write down five things you can offer and five you would like: term, volume, payment date, reference, start date.

1. Pair them. Say each pair as one sentence: "If you can…, then I can…"
2. Condition first, concession second, every time.
3. Practice with a colleague who says "and another five percent?" until you have traded five times.

**Good sounds like.** "If the contract runs two years, I can keep this price for both."

**Log it.** What you got for what you gave.
"""),
        ("price-and-silence", "Say the price and stop", "Price", "Number, full stop, breathe.", 6, 6, """
**Why.** The discount is often offered by the seller, in the second after the price.

1. Say the price of your next quote aloud, in one sentence, with a falling voice.
2. Stop. Count to five.
3. Six times. Record the last: no "usually", no "around", no explaining.

**In the field.** One real price this week said this way. Write down who spoke next and what he said.

**Good sounds like.** The same voice in which you say your name.
"""),
        ("walk-in-plan", "One page before the talk", "One page", "Aim, walk-away, three trades, their reasons.", 1, 20, """
**Why.** Who decides his limits in the room, decides them under pressure.

**One page, for a real deal of this week**

1. My aim, and the point at which a smaller deal is better than this one.
2. Three things I can trade, with what each costs *us* and is worth to *them*.
3. What they need to show inside: who will ask, and what would he want to hear?
4. What they do if they do not buy. What does that cost them by the end of the quarter?

Show it to your mentor before the talk, and afterwards with what really happened.
"""),
        ("discount-role-play", "Role play: one more discount", "Role play", "Ask why, offer a trade, keep the number.", 2, 25, """
**Why.** The last request comes when the deal feels done and we are tired. Meet it rested, twice, in a safe room.

**Set-up.** A mentor plays a buyer who wants ten percent more "to get it over the line". Ten minutes, feedback, once more.

1. First ask: "What does the ten percent solve for you?"
2. Offer a trade that answers that reason. Keep the price where you can.
3. If you move, move once, small, against something, with a deadline.

**Count.** How often you offered before you asked. What was the final discount, and what did it buy?
"""),
    ],
}


def add_skills(apps, schema_editor):
    Metric = apps.get_model("numbers", "Metric")
    Skill = apps.get_model("plans", "Skill")
    Drill = apps.get_model("plans", "Drill")
    for place, (key, name, summary, stage, metric) in enumerate(SKILLS, start=1):
        skill = Skill.objects.create(
            key=key, name=name, summary=summary, funnel_stage=stage,
            metric=Metric.objects.get(key=metric), position=place * 10,
        )
        for order, (drill, title, short, cue, times, minutes, how) in enumerate(DRILLS[key], start=1):
            Drill.objects.create(
                skill=skill, key=drill, name=title, short_name=short, cue=cue, how=how.strip(),
                repetitions=times, minutes=minutes, position=order * 10,
            )


def remove_skills(apps, schema_editor):
    apps.get_model("plans", "Drill").objects.filter(skill__key__in=DRILLS).delete()
    apps.get_model("plans", "Skill").objects.filter(key__in=DRILLS).delete()


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_rules"), ("numbers", "0002_standard_metrics")]

    operations = [migrations.RunPython(add_skills, remove_skills)]
