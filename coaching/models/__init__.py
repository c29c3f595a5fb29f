from coaching.models.check_in import CONFIRM_FOR, EARLY, CheckIn, CheckInState
from coaching.models.check_in_kind import CheckInKind
from coaching.models.check_in_said import PrivateNote, TalkPromise, Topic
from coaching.models.comment import Comment
from coaching.models.confidence import Confidence
from coaching.models.help_rating import FEWEST_REPS, HelpRating
from coaching.models.pair_line import PairLine
from coaching.models.practice import PracticeEntry
from coaching.models.rhythm import Rhythm
from coaching.models.talk_request import TalkRequest

__all__ = [
    "CONFIRM_FOR",
    "EARLY",
    "FEWEST_REPS",
    "CheckIn",
    "CheckInKind",
    "CheckInState",
    "Comment",
    "Confidence",
    "HelpRating",
    "PairLine",
    "PracticeEntry",
    "PrivateNote",
    "Rhythm",
    "TalkPromise",
    "TalkRequest",
    "Topic",
]
