"""The run of an exhibition is open to all, whatever its tours ask for: what reconcile writes from now on."""

import uuid

from django.db import migrations

PERIOD_CODE = uuid.UUID("5b0fd1ea-3f4e-5c7b-9f65-0c6a7d0d4e01")


def open_periods(apps, schema_editor):
    apps.get_model("calendar", "Occurrence").objects.filter(schedule_code=PERIOD_CODE).update(admission="drop-in")


class Migration(migrations.Migration):
    dependencies = [("calendar", "0002_sessions_and_notes")]

    operations = [migrations.RunPython(open_periods, migrations.RunPython.noop)]
