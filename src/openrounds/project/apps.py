from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "openrounds.project"
    label = "project"
