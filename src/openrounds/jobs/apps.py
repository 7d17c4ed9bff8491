from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "openrounds.jobs"
    label = "jobs"
