from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules, import_string

from openrounds.audit.access import admit


class ProjectConfig(AppConfig):
    name = "openrounds.project"
    label = "project"

    def ready(self) -> None:
        admit(import_string("openrounds.accounts.access.administrator_ref"))
        autodiscover_modules("jobs")  # each app's jobs.py registers its handlers
        # By name: the table needs every app loaded, and this module is read before they are.
        import_string("openrounds.project.subscriptions.connect")()
        import_string("openrounds.project.slots.fill")()
        import_string("openrounds.project.live_bus.tell_other_processes")(settings.CONFIG)
