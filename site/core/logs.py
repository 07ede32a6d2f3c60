"""What logs may not hold: tokens in addresses and e-mail addresses are masked before a line is written."""

import logging
import re

TOKEN = re.compile(r"(/(?:r|s|q)/)[^/\s\"'?]+")
ADDRESS = re.compile(r"[^\s<>@\"']+@[^\s<>@\"']+\.[^\s<>@\"',;]+")


def masked(text: str) -> str:
    """The text with secret parts of addresses replaced by three dots."""
    return ADDRESS.sub("...@...", TOKEN.sub(r"\1...", text))


class MaskTokens(logging.Filter):
    """Rewrites the message of every record; arguments are folded in first, so nothing slips past in them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(record.getMessage())
        record.args = ()
        return True
