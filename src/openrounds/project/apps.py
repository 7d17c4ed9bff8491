from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ProjectConfig(AppConfig):
    name = "openrounds.project"
    label = "project"

    def ready(self) -> None:
        autodiscover_modules("jobs")  # each app's jobs.py registers its handlers
