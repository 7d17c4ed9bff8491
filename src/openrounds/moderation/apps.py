from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "openrounds.moderation"
    label = "moderation"
