from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "openrounds.audit"
    label = "audit"
