"""Migrations lead there and back."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

OURS = [app.label for app in apps.get_app_configs() if app.name.startswith("openrounds.")]


def tables() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


@pytest.mark.django_db(transaction=True)
def test_every_migration_of_ours_can_be_taken_back_and_made_again() -> None:
    before = tables()
    mine = {name for name in before if name.split("_")[0] in OURS}
    try:
        for label in OURS:
            if apps.get_app_config(label).models_module:
                call_command("migrate", label, "zero", verbosity=0)
        emptied = tables()
    finally:
        call_command("migrate", verbosity=0)

    assert mine
    assert not emptied & mine
    assert tables() == before
