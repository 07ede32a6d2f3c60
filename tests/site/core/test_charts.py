from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, strategies as st

from core import charts

SCALE = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
COUNTS = st.lists(st.integers(0, 400), min_size=5, max_size=5)


def test_likert_puts_half_of_the_middle_answer_on_each_side_of_zero() -> None:
    chart = charts.likert([("I learnt something.", (2, 2, 4, 2, 2))], SCALE)

    [row] = chart.rows
    middle = row.segments[2]
    assert chart.zero == 50
    assert abs(middle.middle - chart.zero) < 0.02
    assert [part.width for part in row.segments] == [16.67, 16.67, 33.33, 16.67, 16.67]


def test_likert_rows_share_one_zero_line_and_one_scale() -> None:
    chart = charts.likert([("Good", (0, 0, 0, 5, 5)), ("Bad", (10, 0, 0, 0, 0))], SCALE)

    good, bad = chart.rows
    assert chart.zero == 50
    assert good.segments[3].x == chart.zero
    assert bad.segments[0].x + bad.segments[0].width == chart.zero


def test_likert_row_below_five_answers_has_no_figures() -> None:
    chart = charts.likert([("Few", (1, 1, 1, 1, 0)), ("Enough", (1, 1, 1, 1, 1))], SCALE)

    few, enough = chart.rows
    assert few.small
    assert few.segments == []
    assert chart.table[0] == ["Few", "…", "…", "…", "…", "…", "…"]
    assert not enough.small
    assert chart.table[1] == ["Enough", 1, 1, 1, 1, 1, 5]


@given(st.lists(COUNTS, max_size=6))
def test_likert_stays_inside_the_drawing_and_equal_counts_have_equal_widths(rows: list[list[int]]) -> None:
    chart = charts.likert([(str(number), counts) for number, counts in enumerate(rows)], SCALE)

    assert 0 <= chart.zero <= 100
    for row in chart.rows:
        for part in row.segments:
            assert part.x >= 0
            assert part.x + part.width <= 100.05
        widths = {part.count: part.width for part in row.segments}
        assert all(widths[part.count] == part.width for part in row.segments)


@given(st.lists(st.integers(0, 10_000), max_size=30))
def test_columns_begin_at_zero_and_the_tallest_fills_the_height(values: list[int]) -> None:
    chart = charts.columns([(str(number), value) for number, value in enumerate(values)])

    assert all(0 <= column.height <= charts.TALLEST for column in chart.columns)
    assert all(round(column.y + column.height, 1) == 100 for column in chart.columns)
    if any(values):
        assert max(column.height for column in chart.columns) == charts.TALLEST


def test_part_of_whole_never_leaves_the_bar() -> None:
    assert charts.part_of_whole(94, 212).share == 44
    assert charts.part_of_whole(30, 20).width == 100
    assert charts.part_of_whole(0, 0).share == 0


def test_likert_template_draws_zero_line_first_and_uses_points_in_every_language() -> None:
    chart = charts.likert([("I learnt something.", (3, 2, 4, 2, 2)), ("Few", (1, 0, 0, 0, 0))], SCALE)

    with translation.override("el"):
        html = render_to_string("components/chart_likert.html", {"chart": chart, "id": "a", "title": "Finding"})

    assert html.index('class="zero"') < html.index('<rect class="level-1" x=')
    assert 'x="23.08%"' in html
    assert "style=" not in html
    assert 'aria-label="Strongly disagree: 3; Disagree: 2; Neither: 4; Agree: 2; Strongly agree: 2"' in html
    assert '<th scope="row">I learnt something.</th>' in html


def test_columns_and_part_templates_carry_their_figures() -> None:
    columns = render_to_string(
        "components/chart_columns.html",
        {"chart": charts.columns([("Jan", 3), ("Feb", 6)]), "id": "b", "title": "More", "label_head": "Month",
         "value_head": "People"},
    )  # fmt: skip
    part = render_to_string("components/chart_part.html", {"chart": charts.part_of_whole(94, 212), "id": "c"})

    assert 'height="96%"' in columns
    assert '<th scope="row">Jan</th><td class="num">3</td>' in columns
    assert "94 of 212, 44 per cent" in part
    assert "style=" not in columns + part
