from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "openrounds.rooms"
    label = "rooms"
