"""Every page on which plan and coaching meet."""

from django.urls import path

from coaching.views import (
    board,
    comment,
    drill,
    find,
    history,
    mentor_desk,
    person,
    plan_page,
    plan_practice,
    practice,
    role_play,
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
    path("plans/<int:pk>/", plan_page.plan_page, name="plan_page"),
    path("plans/<int:pk>/practice/", plan_practice.plan_practice, name="plan_practice"),
    path("plans/<int:pk>/score/", role_play.score_role_play, name="score_role_play"),
    path("scores/<int:pk>/sure/", role_play.say_how_sure, name="say_how_sure"),
    path("plans/<int:pk>/proof/", plan_page.plan_proof, name="plan_proof"),
    path("plans/<int:pk>/history/", history.plan_history, name="plan_history"),
    path("plans/<int:pk>/comments/", comment.add_comment, name="add_comment"),
    path("comments/<int:pk>/edit/", comment.edit_comment, name="edit_comment"),
    path("comments/<int:pk>/withdraw/", comment.withdraw_comment, name="withdraw_comment"),
]
