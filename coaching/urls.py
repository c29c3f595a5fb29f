"""Every page on which plan and coaching meet."""

from django.urls import include, path

from coaching.views import (
    board,
    check_in,
    check_in_held,
    check_in_promises,
    check_in_said,
    comment,
    drill,
    find,
    history,
    mentees,
    mentor_desk,
    pair_sheet,
    person,
    plan_page,
    plan_practice,
    practice,
    team_overview,
    today,
)

app_name = "coaching"
# Below the page of one check-in.
of_a_check_in = [
    path("", check_in.check_in, name="check_in"),
    path("start/", check_in_held.start_check_in, name="start_check_in"),
    path("end/", check_in_held.end_check_in, name="end_check_in"),
    path("confirm/", check_in_held.confirm_check_in, name="confirm_check_in"),
    path("confirm/take-back/", check_in_held.take_back_confirmation, name="take_back_confirmation"),
    path("notes/", check_in_said.save_notes, name="save_notes"),
    path("private/", check_in_said.save_private_note, name="save_private_note"),
    path("differently/", check_in_said.see_differently, name="see_differently"),
    path("answer/", check_in_said.answer_check_in, name="answer_check_in"),
    path("rating/", check_in_said.rate_check_in, name="rate_check_in"),
    path("topics/", check_in_said.add_topic, name="add_topic"),
    path("topics/<int:topic_pk>/remove/", check_in_said.remove_topic, name="remove_topic"),
    path("promises/", check_in_promises.make_promise, name="make_promise"),
    path("promises/<int:promise_pk>/withdraw/", check_in_promises.withdraw_promise, name="withdraw_promise"),
]
urlpatterns = [
    path("board/", board.board, name="board"),
    path("teams/", team_overview.team_overview, name="team_overview"),
    path("today/", today.today, name="today"),
    path("drills/<int:pk>/", drill.drill, name="drill"),
    path("find/", find.find, name="find"),
    path("practice/log/", practice.log_practice, name="log_practice"),
    path("practice/<int:pk>/undo/", practice.undo_practice, name="undo_practice"),
    path("desk/", mentor_desk.mentor_desk, name="mentor_desk"),
    path("desk/mentees/", mentees.mentees, name="mentees"),
    path("people/<int:pk>/", person.person, name="person"),
    path("people/<int:pk>/record/", person.person_record, name="person_record"),
    path("people/<int:person>/check-ins/<int:pk>/", include(of_a_check_in)),
    path("promises/<int:pk>/keep/", check_in_promises.keep_promise, name="keep_promise"),
    path("promises/<int:pk>/take-back/", check_in_promises.take_back_promise, name="take_back_promise"),
    path("plans/<int:pk>/", plan_page.plan_page, name="plan_page"),
    path("plans/<int:pk>/practice/", plan_practice.plan_practice, name="plan_practice"),
    path("plans/<int:pk>/proof/", plan_page.plan_proof, name="plan_proof"),
    path("plans/<int:pk>/sheets/", pair_sheet.pair_sheets, name="pair_sheets"),
    path("plans/<int:pk>/history/", history.plan_history, name="plan_history"),
    path("plans/<int:pk>/comments/", comment.add_comment, name="add_comment"),
    path("comments/<int:pk>/edit/", comment.edit_comment, name="edit_comment"),
    path("comments/<int:pk>/withdraw/", comment.withdraw_comment, name="withdraw_comment"),
]
