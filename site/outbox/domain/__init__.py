"""The verbs of letters. Other rooms write and withdraw; `tick` delivers and empties; staff send again."""

from outbox.domain.delivery import NothingToSend, send_again
from outbox.domain.writing import AddressRefused, withdraw, write

__all__ = ["AddressRefused", "NothingToSend", "send_again", "withdraw", "write"]
