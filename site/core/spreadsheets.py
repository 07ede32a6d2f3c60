"""Reading somebody's spreadsheet: bytes in, rows of plain text out. Nothing in it is calculated, every word untrusted.

CSV in UTF-8 (comma, semicolon or tab) and XLSX. Dates come out as 2026-11-27, times as 18:00, whatever the program's
own way to show them was.
"""

import csv
import io
import lzma
import math
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from core.exceptions import RuleBroken
from core.exports import plain_text

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 500, 40
LONGEST_CELL, MOST_TEXT = 5_000, 300_000
# What a workbook may hold unpacked: a small file can hide gigabytes of zeros.
MOST_UNPACKED, MOST_PARTS = 24 * 1024 * 1024, 300
# Every one of them costs the reader some 50 microseconds, whatever it says; a season's table has a tenth of this.
MOST_TAGS = 200_000
# Empty rows between are passed over, but not for ever.
LAST_ROW = 5_000
# What a damaged or forged package makes its readers raise.
_BROKEN = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, OSError, EOFError, OverflowError, RuntimeError),
    *(ParseError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, InvalidFileException, SyntaxError),
)
_SEPARATORS = ",;\t"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class BadSpreadsheet(RuleBroken):
    """The file cannot be read as a table."""


@dataclass(frozen=True)
class Sheet:
    """A table: the header's cells, and by row number (as the program shows it) the cells of each row that has any."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_sheet(data: bytes) -> Sheet:
    """The first sheet of a workbook, or a CSV; which of them, its first bytes say, not its name.

    Raises BadSpreadsheet, with one sentence, for what is neither, holds a formula or is larger than a season.
    """
    if not data.strip():
        raise BadSpreadsheet(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise BadSpreadsheet(_("The file is larger than 2 MB. Please upload the table alone, without pictures."))
    cells = _workbook_rows(data) if data.startswith(b"PK") else _csv_rows(data)
    return _sheet(cells)


def _sheet(cells: Iterable[tuple[int, list[str]]]) -> Sheet:
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    length = 0
    for number, row in cells:
        if not any(row):
            continue
        length += sum(len(cell) for cell in row)
        if length > MOST_TEXT:
            raise BadSpreadsheet(_("The table holds more text than we read in one go. Please split it."))
        if not header:
            header = row
            continue
        if len(rows) == MOST_ROWS:
            sentence = _("The table has more than %(number)s rows. Please split it.")
            raise BadSpreadsheet(sentence % {"number": MOST_ROWS})
        rows.append((number, row))
    if not rows:
        raise BadSpreadsheet(_("The table has no rows below its header."))
    return Sheet(header, rows)


def _csv_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    lines = text.split("\n", 1)
    if lines[0].lower().startswith("sep="):
        # Excel's own note to itself.
        text = "\n" + (lines[1] if len(lines) > 1 else "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    number = 0
    try:
        # One more than may be, so that the caller can tell that there is more.
        for row in reader:
            number += 1
            cells = [_text(cell) for cell in row[:MOST_COLUMNS]]
            for column, cell in enumerate(cells, 1):
                if cell.startswith("="):
                    raise _formula(column, number)
            yield number, cells
    except csv.Error as error:
        sentence = _("Row %(number)s cannot be read: a quotation mark is missing or the line is broken.")
        raise BadSpreadsheet(sentence % {"number": number + 1}) from error


def _decoded(data: bytes) -> str:
    """UTF-8, with or without its mark. Guessing among code pages would turn Greek names into others without a word."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSpreadsheet(
            _("The file is not in UTF-8, so its letters would come out wrong. Save it as “CSV UTF-8”, or as XLSX.")
        ) from error
    if "\0" in text:
        raise BadSpreadsheet(_("This is not a table: save it as CSV in UTF-8, or as XLSX."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _separator(text: str) -> str:
    """The separator the header has most of, outside quotation marks."""
    header = re.sub(r'"[^"]*"', "", text.lstrip("\n").split("\n", 1)[0])
    return max(_SEPARATORS, key=header.count)


def _workbook_rows(data: bytes) -> list[tuple[int, list[str]]]:
    _judge_package(data)
    try:
        with warnings.catch_warnings():
            # It warns of drawings and styles it does not know; we want none of them.
            warnings.simplefilter("ignore")
            # Formulas are wanted as they are written, so that none is taken for its last result.
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            found = book.worksheets[0].iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS)
            cells = [
                (number, [_cell(cell, number, column) for column, cell in enumerate(row, 1)])
                for number, row in enumerate(found, 1)
            ]
            book.close()
            return cells
    except BadSpreadsheet:
        raise
    except _BROKEN as error:
        raise _unreadable() from error


def _judge_package(data: bytes) -> None:
    """Before anything is unpacked: how much it would be, and that no part declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise _far_larger()
            tags = 0
            # All of them: readers go by the types the package declares, not by names.
            for part in parts:
                # Without the zeros of UTF-16, in which it could hide.
                text = package.read(part).replace(b"\0", b"")
                tags += text.count(b"<")
                if b"<!DOCTYPE" in text.upper():
                    raise _unreadable()
                if tags > MOST_TAGS:
                    raise _far_larger()
    except _BROKEN as error:
        raise _unreadable() from error


def _cell(cell: Any, number: int, column: int) -> str:
    if getattr(cell, "data_type", "") == "f":
        raise _formula(column, number)
    return _text(_plain(cell.value))


def _plain(value: Any) -> str:
    """A cell's value in words that mean the same everywhere."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = value % timedelta(days=1) // timedelta(minutes=1)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))
    return str(value)


def _text(value: str) -> str:
    """The cell's text in one line and without control characters."""
    if len(value) > LONGEST_CELL:
        raise BadSpreadsheet(_("A cell holds more than 5,000 characters. Please shorten it."))
    return " ".join(plain_text(_CONTROLS.sub("", value)).split())


def _formula(column: int, number: int) -> BadSpreadsheet:
    sentence = _("Cell %(cell)s holds a formula. Copy the table, paste it as values, and upload it again.")
    return BadSpreadsheet(sentence % {"cell": f"{get_column_letter(column)}{number}"})


def _far_larger() -> BadSpreadsheet:
    return BadSpreadsheet(_("The workbook is far larger inside than a season. Please upload the table alone."))


def _unreadable() -> BadSpreadsheet:
    return BadSpreadsheet(_("This workbook cannot be read. Save it as XLSX or as “CSV UTF-8” and try again."))
