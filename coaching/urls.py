"""Every page on which plan and coaching meet."""

from django.urls import path

from coaching.views import (
    board,
    check_in_time,
    check_ins,
    comment,
    drill,
    find,
    history,
    mentor_desk,
    person,
    plan_page,
    plan_practice,
    practice,
    rhythm,
    talk_request,
    team_overview,
    today,
)

app_name = "coaching"
urlpatterns = [
    path("board/", board.board, name="board"),
    path("teams/", team_overview.team_overview, name="team_overview"),
    path("today/", today.today, name="today"),
    path("drills/<int:pk>/", drill.drill, name="drill"),
    path("find/", find.find, name="find"),
    path("practice/log/", practice.log_practice, name="log_practice"),
    path("practice/<int:pk>/undo/", practice.undo_practice, name="undo_practice"),
    path("desk/", mentor_desk.mentor_desk, name="mentor_desk"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/record/", person.person_record, name="person_record"),
    path("check-ins/", check_ins.check_ins, name="check_ins"),
    path("check-ins/plan/", check_in_time.plan_check_in, name="plan_check_in"),
    path("check-ins/ask/", talk_request.ask_for_talk, name="ask_for_talk"),
    path("check-ins/ask/take-back/", talk_request.take_back_talk_request, name="take_back_talk_request"),
    path("check-ins/<int:pk>/move/", check_in_time.move_check_in, name="move_check_in"),
    path("check-ins/<int:pk>/call-off/", check_in_time.call_off_check_in, name="call_off_check_in"),
    path("people/<int:pk>/check-ins/", check_ins.person_check_ins, name="person_check_ins"),
    path("people/<int:pk>/check-ins/rhythm/", rhythm.set_rhythm, name="set_rhythm"),
    path("people/<int:pk>/check-ins/rhythm/end/", rhythm.end_rhythm, name="end_rhythm"),
    path("plans/<int:pk>/", plan_page.plan_page, name="plan_page"),
    path("plans/<int:pk>/practice/", plan_practice.plan_practice, name="plan_practice"),
    path("plans/<int:pk>/proof/", plan_page.plan_proof, name="plan_proof"),
    path("plans/<int:pk>/history/", history.plan_history, name="plan_history"),
    path("plans/<int:pk>/comments/", comment.add_comment, name="add_comment"),
    path("comments/<int:pk>/edit/", comment.edit_comment, name="edit_comment"),
    path("comments/<int:pk>/withdraw/", comment.withdraw_comment, name="withdraw_comment"),
]
