from django.apps import AppConfig


class FormalConfig(AppConfig):
    name = "coaching.areas.formal"
    label = "formal"
    verbose_name = "Formal plans"
    default_auto_field = "django.db.models.BigAutoField"
