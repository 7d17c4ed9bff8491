from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "openrounds.web"
    label = "web"
