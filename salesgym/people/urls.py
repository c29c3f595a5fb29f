from django.urls import path

from salesgym.people.views import invitation, leave, people_import, profile, team

app_name = "people"
urlpatterns = [
    path("me/", profile.me, name="me"),
    path("people/find/", team.find, name="find"),
    path("people/team/", team.team, name="team"),
    path("people/import/", people_import.import_people, name="import_people"),
    path("people/<int:pk>/leave/", leave.person_leave, name="person_leave"),
    path("leave/<int:pk>/remove/", leave.remove_leave, name="remove_leave"),
    path("invitations/", invitation.invitations, name="invitations"),
    path("invitations/send/", invitation.send_invitations, name="send_invitations"),
    path("invitations/<int:pk>/resend/", invitation.resend_invitation, name="resend_invitation"),
    path("invitation/<str:token>/", invitation.accept_invitation, name="accept_invitation"),
]
