from coaching.areas.deals.models.coached_deal import MOST_DEALS, CoachedDeal
from coaching.areas.deals.models.joint_call import JointCall
from coaching.areas.deals.models.preparation import MOST_QUESTIONS, MOST_VALUES, Preparation
from coaching.areas.deals.models.remark import Remark
from coaching.areas.deals.models.scorecard import CallScore

__all__ = [
    "MOST_DEALS",
    "MOST_QUESTIONS",
    "MOST_VALUES",
    "CallScore",
    "CoachedDeal",
    "JointCall",
    "Preparation",
    "Remark",
]
