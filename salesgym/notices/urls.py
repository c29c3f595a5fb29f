"""Inbox, choices, one-click unsubscribe, delivery page, health."""

from django.urls import path

from salesgym.notices.views import delivery, health, inbox, installation, preferences, unsubscribe

app_name = "notices"

urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:pk>/open/", inbox.open_notice, name="open_notice"),
    path("inbox/read/", inbox.read_all, name="read_all"),
    path("me/notifications/", preferences.preferences, name="preferences"),
    path("unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("delivery/", delivery.delivery, name="delivery"),
    path("delivery/here/", installation.send_from_here, name="send_from_here"),
    path("delivery/retry/", delivery.retry_all, name="retry_all"),
    path("delivery/<int:pk>/", delivery.delivery_mail, name="delivery_mail"),
    path("delivery/<int:pk>/preview/", delivery.preview_mail, name="preview_mail"),
    path("delivery/<int:pk>/retry/", delivery.retry_mail, name="retry_mail"),
    path("health/", health.health, name="health"),
]
