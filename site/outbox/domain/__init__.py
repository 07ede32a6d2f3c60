"""The verbs of letters. Other rooms write and withdraw; `tick` delivers and empties; staff send again and pause."""

from outbox.domain.delivery import NothingToSend, send_again
from outbox.domain.pausing import ReasonMissing, pause, paused, resume
from outbox.domain.writing import AddressRefused, withdraw, write, write_off

__all__ = [
    "AddressRefused",
    "NothingToSend",
    "ReasonMissing",
    "pause",
    "paused",
    "resume",
    "send_again",
    "withdraw",
    "write",
    "write_off",
]
