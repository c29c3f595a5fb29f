from django.urls import path

from salesgym.people.views import (
    invitation,
    leave,
    people_import,
    profile,
    role_guide,
    set_up,
    set_up_people,
    team,
)

app_name = "people"
urlpatterns = [
    path("start/", set_up.start, name="start"),
    path("start/organization/", set_up.start_organization, name="start_organization"),
    path("start/people/", set_up_people.start_people, name="start_people"),
    path("start/people/file/", set_up_people.start_people_file, name="start_people_file"),
    path("start/numbers/", set_up.start_numbers, name="start_numbers"),
    path("start/finish/", set_up.start_finish, name="start_finish"),
    path("me/", profile.me, name="me"),
    path("people/find/", team.find, name="find"),
    path("people/team/", team.team, name="team"),
    path("people/import/", people_import.import_people, name="import_people"),
    path("people/<int:pk>/leave/", leave.person_leave, name="person_leave"),
    path("roles/<int:pk>/", role_guide.role_guide, name="role_guide"),
    path("roles/<int:pk>/edit/", role_guide.edit_role_guide, name="edit_role_guide"),
    path("leave/<int:pk>/remove/", leave.remove_leave, name="remove_leave"),
    path("invitations/", invitation.invitations, name="invitations"),
    path("invitations/send/", invitation.send_invitations, name="send_invitations"),
    path("invitations/<int:pk>/resend/", invitation.resend_invitation, name="resend_invitation"),
    path("invitation/<str:token>/", invitation.accept_invitation, name="accept_invitation"),
]
