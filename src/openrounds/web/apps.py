from django.apps import AppConfig

from openrounds.web.logs import configure_structlog


class WebConfig(AppConfig):
    name = "openrounds.web"
    label = "web"

    def ready(self) -> None:
        configure_structlog()
