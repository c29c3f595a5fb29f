"""The pages that write the contract: the wizard, the proposal, the agreement and what follows from it."""

from django.urls import path

from plans.views import (
    agreement,
    big_picture,
    focus_question,
    mentor,
    milestone,
    outcome,
    pause,
    plan_wish,
    programme,
    proposal,
    wizard,
)

app_name = "plans"

urlpatterns = [
    path("plans/new/", wizard.start_plan, name="start_plan"),
    path("plans/<int:pk>/draft/focus/", wizard.wizard_focus, name="wizard_focus"),
    path("plans/<int:pk>/draft/reason/", wizard.wizard_reason, name="wizard_reason"),
    path("plans/<int:pk>/draft/big-picture/", wizard.wizard_big_picture, name="wizard_big_picture"),
    path("plans/<int:pk>/draft/milestones/", wizard.wizard_milestones, name="wizard_milestones"),
    path("plans/<int:pk>/draft/people/", wizard.wizard_people, name="wizard_people"),
    path("plans/<int:pk>/draft/review/", wizard.wizard_review, name="wizard_review"),
    path("plans/<int:pk>/draft/discard/", wizard.discard_draft, name="discard_draft"),
    path("plans/<int:pk>/copy/", wizard.copy_plan, name="copy_plan"),
    path("plans/<int:pk>/focus/", focus_question.answer_focus, name="answer_focus"),
    path("wishes/new/", plan_wish.ask_for_plan, name="ask_for_plan"),
    path("wishes/<int:pk>/", plan_wish.answer_wish, name="answer_wish"),
    path("wishes/<int:pk>/take-back/", plan_wish.take_back_wish, name="take_back_wish"),
    path("plans/<int:pk>/propose/", proposal.propose_plan, name="propose_plan"),
    path("plans/<int:pk>/take-back/", proposal.take_back_plan, name="take_back_plan"),
    path("plans/<int:pk>/proposal/", proposal.proposal, name="proposal"),
    path("plans/<int:pk>/proposal/answer/", proposal.answer_proposal, name="answer_proposal"),
    path("plans/<int:pk>/worth/", big_picture.big_picture, name="big_picture"),
    path("plans/<int:pk>/agreement/", agreement.agreement, name="agreement"),
    path("plans/<int:pk>/agreement/sign/", agreement.sign_agreement, name="sign_agreement"),
    path("milestones/<int:pk>/claim/", milestone.claim_milestone, name="claim_milestone"),
    path("milestones/<int:pk>/verify/", milestone.verify_milestone, name="verify_milestone"),
    path("milestones/<int:pk>/send-back/", milestone.send_back_milestone, name="send_back_milestone"),
    path("rewards/<int:pk>/deliver/", milestone.deliver_reward, name="deliver_reward"),
    path("promises/<int:pk>/deliver/", milestone.deliver_support, name="deliver_support"),
    path("plans/<int:pk>/pause/", pause.pause_plan, name="pause_plan"),
    path("plans/<int:pk>/resume/", pause.resume_plan, name="resume_plan"),
    path("plans/<int:pk>/close/", outcome.close_plan, name="close_plan"),
    path("plans/<int:pk>/programme/", programme.edit_programme, name="edit_programme"),
    path("plans/<int:pk>/mentor/invite/", mentor.invite_mentor, name="invite_mentor"),
    path("plans/<int:pk>/mentor/end/", mentor.end_mentoring, name="end_mentoring"),
    path("invitations/<int:pk>/", mentor.mentor_invitation, name="mentor_invitation"),
    path("invitations/<int:pk>/accept/", mentor.accept_mentoring, name="accept_mentoring"),
    path("invitations/<int:pk>/decline/", mentor.decline_mentoring, name="decline_mentoring"),
]
