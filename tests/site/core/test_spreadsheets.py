import csv
import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings, strategies as st
from openpyxl import Workbook

from core.spreadsheets import MOST_ROWS, BadSpreadsheet, read_sheet

HEADER = ["Title", "First date"]


def csv_bytes(rows, *, delimiter=",", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_csv_is_read_with_any_separator_and_mark(delimiter, encoding):
    data = csv_bytes(
        [HEADER, ["Ώρα, του; παραμυθιού", "27.11.2026"], [], ["Två\nrader", ""]], delimiter=delimiter, encoding=encoding
    )
    sheet = read_sheet(data)
    assert sheet.header == HEADER
    assert sheet.rows == [(2, ["Ώρα, του; παραμυθιού", "27.11.2026"]), (4, ["Två rader", ""])]


def test_csv_with_excels_note_and_a_quoted_header_is_read():
    data = b'sep=;\r\n"Title, in words";First date\r\nReading;2026-11-27\r\n'
    sheet = read_sheet(data)
    assert (sheet.header, sheet.rows) == (["Title, in words", "First date"], [(3, ["Reading", "2026-11-27"])])


def test_workbook_gives_dates_and_times_in_one_way():
    moment = datetime(2026, 11, 27, 18, 30)  # noqa: DTZ001 (a spreadsheet knows wall time only)
    row = ["A", date(2026, 11, 27), moment, time(18, 5), timedelta(hours=18), 20, 5.5, 7.0, None, True]
    [(number, cells)] = read_sheet(xlsx_bytes([["a", *"bcdefghij"], row])).rows
    assert number == 2
    assert cells[:9] == ["A", "2026-11-27", "2026-11-27 18:30", "18:05", "18:00", "20", "5.5", "7", ""]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (csv_bytes([HEADER]), "no rows"),
        (csv_bytes([HEADER, ["Ώρα", ""]], encoding="cp1253"), "not in UTF-8"),
        (csv_bytes([HEADER, ["Två", ""]], encoding="latin-1"), "not in UTF-8"),
        (csv_bytes([HEADER, ["A", ""]], encoding="utf-16-le"), "not a table"),
        (csv_bytes([HEADER, ["A", ""]], encoding="utf-16"), "not in UTF-8"),
        (b'Title,First\n"open,2026\n', "cannot be read"),
        (csv_bytes([HEADER, ["=1+1", ""]]), "Cell A2 holds a formula"),
        (xlsx_bytes([HEADER, ["A", "=TODAY()"]]), "Cell B2 holds a formula"),
        (xlsx_bytes([HEADER, ["A", '=HYPERLINK("http://x","y")']]), "Cell B2 holds a formula"),
        (csv_bytes([HEADER, *[["A", ""]] * (MOST_ROWS + 1)]), "more than 500 rows"),
        (xlsx_bytes([HEADER, *[["A", ""]] * (MOST_ROWS + 1)]), "more than 500 rows"),
        (csv_bytes([HEADER, ["A" * 5001, ""]]), "5,000 characters"),
        (csv_bytes([HEADER, *[["A" * 4000, ""]] * 100]), "more text"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        (b"PK\x03\x04 no zip at all", "cannot be read"),
        (xlsx_bytes([HEADER, ["A", ""]])[:2000], "cannot be read"),
    ],
)
def test_what_is_no_season_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(BadSpreadsheet, match=sentence):
        read_sheet(data)


def package(parts, packing=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as made:
        for name, content in parts:
            made.writestr(name, content)
    return out.getvalue()


def with_part(name, content):
    """A real workbook with one part replaced."""
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes([HEADER, ["A", ""]]))) as real:
        parts = [(each, real.read(each)) for each in real.namelist() if each != name]
    return package([*parts, (name, content)])


SHEET = "xl/worksheets/sheet1.xml"
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
)
FAR = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    b"</sheetData></worksheet>"
)


@pytest.mark.parametrize(
    "data",
    [
        package([("a.xml", b"0" * (25 * 1024 * 1024))]),
        package([(f"{number}.xml", b"") for number in range(301)]),
        package([("hello.txt", b"hi")]),
        with_part(SHEET, ENTITIES),
        with_part(SHEET, b"<worksheet><sheetData><row></sheetData>"),
        with_part(SHEET, FAR),
        with_part("xl/workbook.xml", b"<nothing/>"),
        with_part("[Content_Types].xml", b"<Types/>"),
        with_part("xl/styles.xml", b"<styleSheet><cellXfs>" + b"<xf/>" * 200_001 + b"</cellXfs></styleSheet>"),
        package([("xl/styles.other", b"<xf/>" * 200_001)]),
        package([("a.xml", b"<a/>")], zipfile.ZIP_LZMA).replace(b"\x5d\0\0", b"\xff\xff\xff", 1),
    ],
)
def test_hostile_workbook_is_refused(data):
    with pytest.raises(BadSpreadsheet):
        read_sheet(data)


@settings(max_examples=150, deadline=None)
@example(b"PK\x05\x06" + b"\0" * 18)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode), st.binary(max_size=99).map(b"PK".__add__))
)
def test_any_bytes_are_a_table_or_a_sentence(data):
    with suppress(BadSpreadsheet):
        assert read_sheet(data).rows


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=20))
def test_damaged_workbook_is_a_table_or_a_sentence(place, garbage):
    whole = xlsx_bytes([HEADER, ["A", date(2026, 11, 27)]])
    place %= len(whole)
    with suppress(BadSpreadsheet):
        assert read_sheet(whole[:place] + garbage + whole[place + len(garbage) :]).rows
