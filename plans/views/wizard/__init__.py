from plans.views.wizard.big_picture import wizard_big_picture
from plans.views.wizard.copy import copy_plan
from plans.views.wizard.discard import discard_draft
from plans.views.wizard.first import start_full_plan
from plans.views.wizard.focus import wizard_focus
from plans.views.wizard.milestones import wizard_milestones
from plans.views.wizard.people import wizard_people
from plans.views.wizard.reason import wizard_reason
from plans.views.wizard.review import wizard_review
from plans.views.wizard.start import start_plan

__all__ = [
    "copy_plan",
    "discard_draft",
    "start_full_plan",
    "start_plan",
    "wizard_big_picture",
    "wizard_focus",
    "wizard_milestones",
    "wizard_people",
    "wizard_reason",
    "wizard_review",
]
