"""The events of a plan: what may happen to it, in words, and who may read of it."""

from django.utils.translation import gettext_lazy as _

from plans.models import event_words as words
from plans.models.happening import Happening
from plans.models.readers import Readers

MANAGERS, PARTIES, MENTORS = Readers.MANAGERS, Readers.PARTIES, Readers.MENTORS


class Event(Happening):
    """Each event of a plan: noun.verb as it is stored, icon, words, and who may read of it.

    The words are a whole sentence with places for `who`, `number` (of the step), `what` (a reward or a promise),
    `note` (corrected numbers), `drill`, `changed` (the status). A new event needs a migration, or the database refuses it.
    """

    DRAFT_OPENED = ("draft.opened", "file-plus", _("%(who)s opened a draft"), MANAGERS)
    DRAFT_COPIED = (
        "draft.copied",
        "file-plus",
        _("%(who)s opened a draft from an earlier plan: %(what)s"),
        MANAGERS,
    )
    DRAFT_SAVED = ("draft.saved", "save", _("%(who)s saved the draft"), MANAGERS)
    DRAFT_DISCARDED = ("draft.discarded", "trash-2", _("%(who)s discarded the draft"), MANAGERS)
    FOCUS_ASKED = ("focus.asked", "circle-question-mark", _("%(who)s asked which skill to pick"), PARTIES)
    FOCUS_ANSWERED = ("focus.answered", "message-circle", _("%(who)s answered which skill to pick"), PARTIES)
    FOCUS_TAKEN_BACK = ("focus.taken_back", "undo-2", _("%(who)s took the question back"), PARTIES)
    WISH_TAKEN_UP = (
        "wish.taken_up",
        "lightbulb",
        _("%(who)s took up the wish for a plan: %(what)s"),
        PARTIES,
    )
    APPROVAL_SUBMITTED = ("approval.submitted", "send", _("%(who)s sent the plan to HR"), MANAGERS)
    APPROVAL_RETURNED = (
        "approval.returned",
        "undo-2",
        _("%(who)s of HR returned the plan with comments"),
        MANAGERS,
    )
    APPROVAL_TAKEN_BACK = (
        "approval.taken_back",
        "undo-2",
        _("%(who)s took the plan back from HR to change it"),
        MANAGERS,
    )
    APPROVAL_GIVEN = ("approval.given", "badge-check", _("%(who)s of HR approved this text"), PARTIES)
    RECORD_READ = ("record.read", "eye", _("%(who)s of HR read the plan"), PARTIES)
    PLAN_PROPOSED = ("plan.proposed", "send", _("%(who)s proposed the plan"), PARTIES)
    PLAN_TAKEN_BACK = ("plan.taken_back", "undo-2", _("%(who)s took the proposal back to change it"), PARTIES)
    PLAN_CHANGES_SUGGESTED = (
        "plan.changes_suggested",
        "message-square-diff",
        _("%(who)s suggested a change"),
        PARTIES,
    )
    OWN_FIGURE_SAVED = (
        "own_figure.saved",
        "pencil",
        _("%(who)s saved a figure of what it is worth"),
        PARTIES,
    )
    AGREEMENT_SIGNED = ("agreement.signed", "pen-line", _("%(who)s signed the agreement"), PARTIES)
    AGREEMENT_RECEIVED = ("agreement.received", "inbox", words.HAS_IT, PARTIES)
    AGREEMENT_DECLINED = ("agreement.declined", "user-round-x", words.NOT_TAKEN, PARTIES)
    AGREEMENT_UNANSWERED = ("agreement.unanswered", "clock", words.NO_ANSWER, PARTIES)
    PLAN_STARTED = ("plan.started", "play", _("Both have signed: the plan is agreed"), MENTORS)
    PLAN_BEGINS_LATER = (
        "plan.begins_later",
        "calendar-clock",
        _("%(who)s let the plan begin after both had signed; every date moved along"),
        MENTORS,
    )
    AMENDMENT_PROPOSED = (
        "amendment.proposed",
        "file-diff",
        _("%(who)s signed new dates and proposed them"),
        PARTIES,
    )
    AMENDMENT_RECEIVED = ("amendment.received", "inbox", words.HAS_DATES, PARTIES)
    AMENDMENT_DECLINED = ("amendment.declined", "undo-2", _("%(who)s does not sign the new dates"), PARTIES)
    AMENDMENT_TAKEN_BACK = ("amendment.taken_back", "undo-2", _("%(who)s took the new dates back"), PARTIES)
    AMENDMENT_OVERTAKEN = (
        "amendment.overtaken",
        "undo-2",
        _("The new dates no longer fit: the plan has gone on since they were proposed"),
        PARTIES,
    )
    PLAN_AMENDED = (
        "plan.amended",
        "calendar-check",
        _("Both have signed the new dates: they hold from now on"),
        MENTORS,
    )
    PLAN_PAUSED = ("plan.paused", "tree-palm", _("%(who)s paused the plan"), MENTORS)
    PLAN_RESUMED = ("plan.resumed", "play", _("%(who)s resumed the plan"), MENTORS)
    MILESTONE_REACHED = (
        "milestone.reached",
        "flag",
        _("Step %(number)s was reached by the numbers"),
        MENTORS,
    )
    MILESTONE_CLAIMED = (
        "milestone.claimed",
        "flag",
        _("%(who)s claimed step %(number)s with evidence"),
        MENTORS,
    )
    MILESTONE_VERIFIED = ("milestone.verified", "badge-check", _("%(who)s verified step %(number)s"), MENTORS)
    MILESTONE_SENT_BACK = (
        "milestone.sent_back",
        "undo-2",
        _("%(who)s asked for a little more on step %(number)s"),
        MENTORS,
    )
    MILESTONE_NOTED = ("milestone.noted", "flag", _("Step %(number)s stays verified. %(note)s"), MENTORS)
    MILESTONE_MET_AGAIN = (
        "milestone.met_again",
        "flag",
        _("The numbers meet step %(number)s again, as it was verified"),
        MENTORS,
    )
    MILESTONE_TAKEN_BACK = (
        "milestone.taken_back",
        "undo-2",
        _("Step %(number)s is open again: its numbers were corrected"),
        MENTORS,
    )
    MILESTONE_UNVERIFIED = (
        "milestone.unverified",
        "flag-off",
        _("%(who)s closed the plan without verifying step %(number)s"),
        MENTORS,
    )
    MILESTONE_PUT_RIGHT = (
        "milestone.put_right",
        "undo-2",
        _("%(who)s took back that step %(number)s is verified"),
        MENTORS,
    )
    START_CHANGED = (
        "start.changed",
        "history",
        _("The numbers of the weeks that set the start have changed: %(note)s"),
        MENTORS,
    )
    REWARD_EARNED = ("reward.earned", "gift", _("A reward was earned: %(what)s"), MENTORS)
    REWARD_DELIVERED = ("reward.delivered", "gift", _("%(who)s gave the reward: %(what)s"), MENTORS)
    REWARD_PUT_RIGHT = (
        "reward.put_right",
        "undo-2",
        _("%(who)s took back that the reward was given: %(what)s"),
        MENTORS,
    )
    REWARD_WAITS = (
        "reward.waits",
        "gift",
        _("The reward waits for its step to be verified again: %(what)s"),
        MENTORS,
    )
    REWARD_GIVEN_UP = (
        "reward.given_up",
        "gift",
        _("The reward of a step that was not verified is not given: %(what)s"),
        MENTORS,
    )
    REWARD_OWED = (
        "reward.owed",
        "gift",
        _("The plan closed before this reward was given, and it is still owed: %(what)s"),
        MENTORS,
    )
    SUPPORT_DELIVERED = ("support.delivered", "hand-heart", _("%(who)s kept a promise: %(what)s"), PARTIES)
    SUPPORT_PUT_RIGHT = (
        "support.put_right",
        "undo-2",
        _("%(who)s took back that a promise was kept: %(what)s"),
        PARTIES,
    )
    SUPPORT_GIVEN_UP = (
        "support.given_up",
        "hand-heart",
        _("%(who)s closed the plan with a promise not kept: %(what)s"),
        PARTIES,
    )
    MENTOR_ASKED = ("mentor.asked", "user-round-plus", _("%(who)s asked %(what)s to be the mentor"), MENTORS)
    MENTOR_ACCEPTED = ("mentor.accepted", "user-round-check", _("%(who)s became the mentor"), MENTORS)
    MENTOR_DECLINED = (
        "mentor.declined",
        "user-round-x",
        _("%(who)s cannot be the mentor this time"),
        MENTORS,
    )
    MENTOR_HANDED_ON = (
        "mentor.handed_on",
        "hand-heart",
        _("%(who)s handed the mentoring on, with our thanks"),
        MENTORS,
    )
    MENTOR_TAKEN_BACK = (
        "mentor.taken_back",
        "undo-2",
        _("%(who)s no longer asks %(what)s to be the mentor"),
        MENTORS,
    )
    MENTOR_ENDED = ("mentor.ended", "user-round-minus", _("%(who)s ended the mentoring"), MENTORS)
    PROGRAMME_CHANGED = ("programme.changed", "list-checks", _("%(who)s changed the workout"), MENTORS)
    CHECK_IN_HELD = ("check_in.held", "calendar-check", _("Both confirmed a check-in"), PARTIES)
    CHECK_IN_MISSED = (
        "check_in.missed",
        "calendar-x",
        _("A check-in was not confirmed within a week"),
        PARTIES,
    )
    CHECK_IN_MOVED = ("check_in.moved", "calendar-clock", _("%(who)s moved a check-in"), PARTIES)
    CHECK_IN_CALLED_OFF = ("check_in.called_off", "calendar-off", _("%(who)s called off a check-in"), PARTIES)
    CHECK_IN_PROMISE_KEPT = (
        "check_in.promise_kept",
        "hand-heart",
        _("%(who)s marked a promise of a check-in as kept: %(what)s"),
        PARTIES,
    )
    CHECK_IN_PROMISE_REOPENED = (
        "check_in.promise_reopened",
        "undo-2",
        _("%(who)s took back that a promise of a check-in was kept: %(what)s"),
        PARTIES,
    )
    CHECK_IN_PROMISE_GIVEN_UP = (
        "check_in.promise_given_up",
        "hand-heart",
        _("%(who)s said that a promise of a check-in is not needed any more: %(what)s"),
        PARTIES,
    )
    # The sentence depends on what the status was and is: plans/pages/status.py.
    STATUS_CHANGED = ("status.changed", "trending-up", "%(changed)s", MENTORS)
    PLAN_REVIEWED = ("plan.reviewed", "clipboard-check", words.REVIEWED, PARTIES)
    PLAN_IN_REVIEW = ("plan.in_review", "clipboard-check", _("The plan came into review"), PARTIES)
    PLAN_RUNS_ON = (
        "plan.runs_on",
        "play",
        _("The plan runs on: one of its steps waits to be verified again"),
        PARTIES,
    )
    OVERRIDE_ASKED = ("override.asked", "circle-question-mark", words.OVERRIDE_ASKED, PARTIES)
    OVERRIDE_GIVEN = ("override.given", "lock-open", words.OVERRIDE_GIVEN, PARTIES)
    OVERRIDE_DECLINED = ("override.declined", "lock", words.OVERRIDE_DECLINED, PARTIES)
    OUTCOME_ANNOUNCED = ("outcome.announced", "hourglass", words.ANNOUNCED, PARTIES)
    OUTCOME_TAKEN_BACK = ("outcome.taken_back", "undo-2", _("%(who)s took the outcome back"), PARTIES)
    OUTCOME_OVERTAKEN = ("outcome.overtaken", "undo-2", words.OVERTAKEN, PARTIES)
    OUTCOME_OUTDATED = ("outcome.outdated", "undo-2", words.OUTDATED, PARTIES)
    APPEAL_WRITTEN = ("appeal.written", "pen-line", _("%(who)s appealed against the outcome"), PARTIES)
    APPEAL_ANSWERED = ("appeal.answered", "message-circle", _("%(who)s answered the appeal"), PARTIES)
    PLAN_CLOSED = ("plan.closed", "lock", _("%(who)s closed the plan"), PARTIES)
    GAIN_HELD = (
        "gain.held",
        "badge-check",
        _("After %(number)s full weeks the number was looked at once more: it held"),
        PARTIES,
    )
    GAIN_SLIPPED = (
        "gain.slipped",
        "undo-2",
        _("After %(number)s full weeks the number was looked at once more: it slipped back"),
        PARTIES,
    )
    GAIN_WORKOUT_TAKEN_UP = (
        "gain.workout_taken_up",
        "dumbbell",
        _("%(who)s took up the old workout for two weeks"),
        PARTIES,
    )
    NUMBER_IMPORTED = ("number.imported", "file-diff", words.IMPORTED, PARTIES)
    NUMBER_CONFIRMED = ("number.confirmed", "badge-check", words.CONFIRMED, PARTIES)
    PRACTICE_LOGGED = ("practice.logged", "dumbbell", _("%(who)s practiced %(drill)s"), MENTORS)
    PRACTICE_UNDONE = ("practice.undone", "undo-2", _("%(who)s took a workout back"), MENTORS)
    SCORING_ADDED = (
        "scoring.added",
        "clipboard-check",
        _("%(who)s scored with the rubric: %(what)s"),
        MENTORS,
    )
    STEP_QUESTIONED = ("step.questioned", "circle-question-mark", words.VAGUE, PARTIES)
    STEP_ANSWERED = ("step.answered", "message-circle", words.ANSWERED, PARTIES)
    STATEMENT_WRITTEN = ("statement.written", "pencil", words.REPLIED, PARTIES)
    EVIDENCE_SHARED = ("evidence.shared", "paperclip", words.SHARED, PARTIES)
    FILE_ADDED = ("file.added", "paperclip", words.TO_A_STEP, MENTORS)
    FILE_REMOVED = ("file.removed", "undo-2", words.FROM_A_STEP, MENTORS)
    PROMISE_FILE_ADDED = ("promise_file.added", "paperclip", words.TO_A_PROMISE, PARTIES)
    PROMISE_FILE_REMOVED = ("promise_file.removed", "undo-2", words.FROM_A_PROMISE, PARTIES)
    COMMENT_ADDED = ("comment.added", "message-circle", _("%(who)s wrote a comment"), MENTORS)
    COMMENT_EDITED = ("comment.edited", "pencil", _("%(who)s edited a comment"), MENTORS)
    COMMENT_WITHDRAWN = ("comment.withdrawn", "undo-2", _("%(who)s withdrew a comment"), MENTORS)
