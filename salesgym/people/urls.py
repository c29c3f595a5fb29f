from django.urls import path

from salesgym.people.views import profile

app_name = "people"
urlpatterns = [
    path("me/", profile.me, name="me"),
]
