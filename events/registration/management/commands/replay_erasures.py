"""`manage.py replay_erasures`: after a restore, erases again what people had erased since the backup."""

from typing import Any

from django.core.management.base import BaseCommand

from core import clock
from events.registration.domain.privacy import replaying


class Command(BaseCommand):
    help = "After a restore and before the site opens: erases again what was erased since the backup was made."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{replaying.replay(clock.now())} registrations had come back and are erased again.")
