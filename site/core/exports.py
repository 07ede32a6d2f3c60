"""The one exporter: rows as CSV or XLSX that no spreadsheet program runs, whatever people typed into our forms.

CSV: a text that could begin a formula gets an apostrophe before it (OWASP, CSV injection). XLSX: every text is written
as text, never as a formula. Control characters go in both. Our own numbers and dates stay what they are.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

# What starts a formula in some program, after any blanks, quotes and separators, the full-width forms included (NFKC).
_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
_SKIPPED = " '\"`;,|\u00a0\u200b\ufeff"
# What XML 1.0 cannot hold, and what a spreadsheet takes for the end of a cell.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# Excel's own limit for a cell and for the name of a sheet.
LONGEST_CELL, LONGEST_SHEET = 32_767, 31
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Row = Sequence[Any]


def plain_text(value: str) -> str:
    """The text without control characters, not longer than a cell may be; line ends and tabs become blanks."""
    return _CONTROLS.sub(" ", value)[:LONGEST_CELL]


def is_formula(value: str) -> bool:
    """Whether some spreadsheet program might calculate this text."""
    begin = unicodedata.normalize("NFKC", value).lstrip(_SKIPPED)
    return begin.startswith(_STARTERS) or _CONTROLS.sub("", begin).lstrip(_SKIPPED).startswith(_STARTERS)


def csv_cell(value: Any) -> str:
    """One value as CSV shows it: texts made safe, dates in ISO form, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = str(value)
    return f"'{plain_text(text)}" if is_formula(text) else plain_text(text)


def csv_lines(header: Row, rows: Iterable[Row]) -> Iterator[str]:
    """The lines of the file, one by one, the byte order mark first: Excel takes the file for Latin without it."""
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_ALL)
    yield "\ufeff"
    for row in chain([header], rows):
        writer.writerow([csv_cell(cell) for cell in row])
        yield _taken(line)


def _taken(line: io.StringIO) -> str:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text


def xlsx(title: str, header: Row, rows: Iterable[Row]) -> bytes:
    """A workbook of one sheet, written row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(sheet_name(title))
    for row in chain([header], rows):
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _xlsx_cell(sheet: Any, value: Any) -> Any:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)  # a spreadsheet knows wall time only
    if isinstance(value, date):
        return value
    cell = WriteOnlyCell(sheet, value=plain_text(str(value)))
    cell.data_type = "s"  # openpyxl would make a formula of what begins with "="
    return cell


def sheet_name(title: str) -> str:
    """A name that Excel takes for a sheet."""
    return re.sub(r"[\[\]:*?/\\']", " ", plain_text(title)).strip()[:LONGEST_SHEET] or "Sheet"


def file_response(title: str, kind: str, header: Row, rows: Iterable[Row]) -> HttpResponseBase:
    """The rows as a download; `kind` is a key of FORMATS. The file's name has only letters, digits and hyphens."""
    response: HttpResponseBase
    if kind == "xlsx":
        response = HttpResponse(xlsx(title, header, rows), content_type=FORMATS[kind])
    else:
        response = StreamingHttpResponse(csv_lines(header, rows), content_type=FORMATS["csv"])
    name = f"{slugify(title, allow_unicode=False) or 'export'}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
