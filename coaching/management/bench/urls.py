"""The whole site, and beside it the two pages that others are measured by."""

from django.urls import include, path

from coaching.management.bench import views

urlpatterns = [
    path("bench/floor/", views.floor),
    path("bench/bare/", views.bare),
    path("", include("salesgym.urls")),
]
