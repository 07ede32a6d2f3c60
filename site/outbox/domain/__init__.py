"""The verbs of letters. Other rooms write and withdraw; `tick` delivers."""

from outbox.domain.writing import AddressRefused, withdraw, write

__all__ = ["AddressRefused", "withdraw", "write"]
