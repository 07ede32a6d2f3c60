"""What logs may not hold: tokens in addresses, e-mail addresses and rows of the database are masked in every line."""

import logging
import re

TOKEN = re.compile(r"(/(?:r|s|q|c|k|ticket)/)[^/\s\"'?]+")
ADDRESS = re.compile(r"[^\s<>@\"'(=]+@[^\s<>@\"']+\.[^\s<>@\"',;)]+")
# PostgreSQL quotes the row or the key it refused: "DETAIL:  Failing row contains (12, Maria, ...)".
ROW = re.compile(r"^(\s*(?:DETAIL|CONTEXT|QUERY|LINE \d+):).*$", re.MULTILINE)


def masked(text: str) -> str:
    """The text with secret parts of addresses and what a database says of a row replaced by three dots."""
    return ROW.sub(r"\1 ...", ADDRESS.sub("...@...", TOKEN.sub(r"\1...", text)))


class MaskedFormatter(logging.Formatter):
    """Masks the whole line as it is written: message, arguments, traceback and stack alike."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))
