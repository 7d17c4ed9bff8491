from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import openrounds.rooms.models.room


def give_ids(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for reminder in apps.get_model("rooms", "Reminder").objects.filter(public_id=None):
        reminder.public_id = openrounds.rooms.models.room.public_id()
        reminder.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [
        ("rooms", "0003_held_kinds"),
    ]

    operations = [
        migrations.AddField("reminder", "public_id", models.CharField(max_length=20, null=True)),
        migrations.RunPython(give_ids, migrations.RunPython.noop),
        migrations.AlterField(
            "reminder",
            "public_id",
            models.CharField(
                default=openrounds.rooms.models.room.public_id, max_length=20, unique=True
            ),
        ),
    ]
