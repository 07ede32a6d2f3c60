import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings as effort, strategies as some
from openpyxl import load_workbook

from core import exports

DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＋1", "－1", "＠x",
    "'=1", '"=1', " =1", ";=1", ",=1", "\u00a0=1", "\u200b=1", "\ufeff=1", " '\t =cmd|' /C calc'!A1",
]  # fmt: skip


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_could_be_a_formula_is_marked_as_text(text):
    assert exports.csv_cell(text).startswith("'")


def test_our_own_numbers_and_dates_stay_what_they_are():
    cells = [-5, 2.5, None, date(2026, 11, 24), datetime(2026, 11, 24, 18, 5, tzinfo=UTC), True]
    assert [exports.csv_cell(cell) for cell in cells] == [
        "-5", "2.5", "", "2026-11-24", "2026-11-24 18:05+00:00", "True",
    ]  # fmt: skip


@effort(max_examples=300, deadline=None)
@given(some.lists(some.text(max_size=40), min_size=1, max_size=4))
def test_no_cell_of_a_csv_begins_a_formula(texts):
    file = "".join(exports.csv_lines(["A"] * len(texts), [texts]))
    _header, cells = csv.reader(io.StringIO(file.removeprefix("\ufeff"), newline=""))
    assert len(cells) == len(texts)
    for cell in cells:
        assert not cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
        assert not any(ord(letter) < 32 for letter in cell)


@effort(max_examples=60, deadline=None)
@given(some.lists(some.text(max_size=40), min_size=1, max_size=4))
def test_no_cell_of_a_workbook_is_a_formula(texts):
    file = exports.xlsx("List", ["A"], [texts, *[[text] for text in DANGEROUS]])
    sheet = load_workbook(io.BytesIO(file)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n"}


def test_longest_text_fits_a_cell():
    assert len(exports.plain_text("a" * 40_000)) == 32_767


@pytest.mark.parametrize("title", ["A/B: [x]?", "'", "", "x" * 60, "Ιστορίες στη φωτιά"])
def test_sheet_and_file_take_any_title(title):
    file = exports.file_response(title, "xlsx", ["A"], [["ä"]])
    assert load_workbook(io.BytesIO(file.content)).active["A2"].value == "ä"
    assert '"' not in file["Content-Disposition"].split('"')[1]
    assert "\n" not in file["Content-Disposition"]
