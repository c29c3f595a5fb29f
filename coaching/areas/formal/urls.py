"""Formal plans: HR's texts, approval and desk. `app_name` is the name of the area's switch."""

from django.urls import path

from coaching.areas.formal.views import appeal, desk, hr_texts, opening, override, record, submit

app_name = "formal"
urlpatterns = [
    path("formal/", desk.desk, name="desk"),
    path("formal/texts/", hr_texts.hr_texts, name="hr_texts"),
    path("formal/switch/", hr_texts.switch_area, name="switch_area"),
    path("formal/new/", opening.choose_rep, name="choose_rep"),
    path("formal/new/<int:pk>/", opening.open_plan, name="open_plan"),
    path("formal/plans/<int:pk>/", record.read_plan, name="read_plan"),
    path("formal/plans/<int:pk>/approve/", record.approve_plan, name="approve_plan"),
    path("formal/plans/<int:pk>/return/", record.return_plan, name="return_plan"),
    path("formal/plans/<int:pk>/override/", override.override_blocks, name="override"),
    path("formal/plans/<int:pk>/appeal/", appeal.answer_appeal, name="answer_appeal"),
    path("formal/plans/<int:pk>/send/", submit.submit_plan, name="submit_plan"),
    path("formal/plans/<int:pk>/take-back/", submit.take_back, name="take_back"),
    path("plans/<int:pk>/override/ask/", override.ask_override, name="ask_override"),
    path("plans/<int:pk>/appeal/", appeal.write_appeal, name="write_appeal"),
]
