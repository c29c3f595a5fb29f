"""Formal plans: HR's approval and desk. `app_name` is the name of the area's switch."""

from django.urls import path

from coaching.areas.formal.views import appeal, override

app_name = "formal"
urlpatterns = [
    path("plans/<int:pk>/override/ask/", override.ask_override, name="ask_override"),
    path("plans/<int:pk>/override/", override.override_blocks, name="override"),
    path("plans/<int:pk>/appeal/", appeal.write_appeal, name="write_appeal"),
    path("plans/<int:pk>/appeal/answer/", appeal.answer_appeal, name="answer_appeal"),
]
