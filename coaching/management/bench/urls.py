"""The URLs of the whole site, and of the two pages that the others are compared with."""

from django.urls import include, path

from coaching.management.bench import views

urlpatterns = [
    path("bench/floor/", views.floor),
    path("bench/bare/", views.bare),
    path("", include("salesgym.urls")),
]
