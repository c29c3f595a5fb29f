"""Formal plans: HR's texts, approval and desk. `app_name` is the name of the area's switch."""

from django.urls import path

from coaching.areas.formal.views import hr_texts

app_name = "formal"
urlpatterns = [
    path("formal/texts/", hr_texts.hr_texts, name="hr_texts"),
    path("formal/switch/", hr_texts.switch_area, name="switch_area"),
]
