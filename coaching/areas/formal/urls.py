"""Formal plans: HR's approval and desk. `app_name` is the name of the area's switch."""

from django.urls import URLPattern

app_name = "formal"
urlpatterns: list[URLPattern] = []
