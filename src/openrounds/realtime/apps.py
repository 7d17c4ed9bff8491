from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "openrounds.realtime"
    label = "realtime"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Live stream"
