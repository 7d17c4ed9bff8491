from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "openrounds.accounts"
    label = "accounts"
