from plans.models.acknowledgement import Declined, Receipt, Unanswered
from plans.models.agreement import Agreement, Signature
from plans.models.amendment import Amendment
from plans.models.announced_outcome import AnnouncedOutcome
from plans.models.approval import Approval
from plans.models.attachment import Attachment
from plans.models.commitment import Commitment
from plans.models.confirmed_week import ConfirmedWeek
from plans.models.cost_figures import CostFigures
from plans.models.diagnosis import Cause, Diagnosis, SelfAssessment, Standing
from plans.models.evidence import Evidence
from plans.models.focus_question import FocusQuestion
from plans.models.forecast import Forecast
from plans.models.history import Event, History
from plans.models.look_back import LookBack, WorkoutAgain
from plans.models.mentorship import Mentorship
from plans.models.milestone import Milestone
from plans.models.observation import Observation
from plans.models.outcome import Outcome
from plans.models.override import Override, OverrideRequest
from plans.models.own_figure import OwnFigure
from plans.models.pause import Pause
from plans.models.plan import NobodyAsked, Plan
from plans.models.plan_basis import PlanBasis
from plans.models.plan_wish import PlanWish
from plans.models.programme import ProgrammeItem
from plans.models.reward import Reward
from plans.models.rubric import Behavior
from plans.models.scoring import BehaviorScore, Scoring
from plans.models.shown_chance import ShownChance
from plans.models.skill import Drill, Skill
from plans.models.statement import Statement
from plans.models.step_question import StepQuestion
from plans.models.strength import StrengthAnswer

__all__ = [
    "Agreement",
    "Amendment",
    "AnnouncedOutcome",
    "Approval",
    "Attachment",
    "Behavior",
    "BehaviorScore",
    "Cause",
    "Commitment",
    "ConfirmedWeek",
    "CostFigures",
    "Declined",
    "Diagnosis",
    "Drill",
    "Event",
    "Evidence",
    "FocusQuestion",
    "Forecast",
    "History",
    "LookBack",
    "Mentorship",
    "Milestone",
    "NobodyAsked",
    "Observation",
    "Outcome",
    "Override",
    "OverrideRequest",
    "OwnFigure",
    "Pause",
    "Plan",
    "PlanBasis",
    "PlanWish",
    "ProgrammeItem",
    "Receipt",
    "Reward",
    "Scoring",
    "SelfAssessment",
    "ShownChance",
    "Signature",
    "Skill",
    "Standing",
    "Statement",
    "StepQuestion",
    "StrengthAnswer",
    "Unanswered",
    "WorkoutAgain",
]
