"""Chance that can be repeated: everything in the demo that could be otherwise is drawn here."""

import random
from uuid import UUID


class Chance(random.Random):
    """Draws the same for the same seed. Not for secrets: codes and tokens stay the system's."""

    def uuid(self) -> UUID:
        """A key for a schedule or a form."""
        return UUID(int=self.getrandbits(128), version=4)

    def happens(self, share: float) -> bool:
        """True in that share of cases, 0 to 1."""
        return self.random() < share
