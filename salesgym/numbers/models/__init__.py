from salesgym.numbers.models.deal import Deal, TimeOut
from salesgym.numbers.models.early_signal import EarlySignal
from salesgym.numbers.models.intake import Import, UploadChunk
from salesgym.numbers.models.metric import Metric
from salesgym.numbers.models.quota import Quota
from salesgym.numbers.models.recount import Recount
from salesgym.numbers.models.role_figures import RoleFigures
from salesgym.numbers.models.saved_view import SavedView
from salesgym.numbers.models.source import PersonAlias, Source
from salesgym.numbers.models.staged import (
    ComparedValue,
    ImportChange,
    RefusedLine,
    StagedDeal,
    StagedOwner,
    StagedValue,
    Standing,
    Verdict,
)
from salesgym.numbers.models.team_week import TeamWeek
from salesgym.numbers.models.untold import UntoldWeeks
from salesgym.numbers.models.weekly_value import WeeklyValue

__all__ = [
    "ComparedValue",
    "Deal",
    "EarlySignal",
    "Import",
    "ImportChange",
    "Metric",
    "PersonAlias",
    "Quota",
    "Recount",
    "RefusedLine",
    "RoleFigures",
    "SavedView",
    "Source",
    "StagedDeal",
    "StagedOwner",
    "StagedValue",
    "Standing",
    "TeamWeek",
    "TimeOut",
    "UntoldWeeks",
    "UploadChunk",
    "Verdict",
    "WeeklyValue",
]
