import pytest
from hypothesis import given, strategies as st

from media.archive.validators import is_isbn


@pytest.mark.parametrize("isbn", ["978-3-16-148410-0", "9783161484100", "0-306-40615-2", "0 8044 2957 X"])
def test_right_isbns_are_taken(isbn: str) -> None:
    assert is_isbn(isbn)


@pytest.mark.parametrize("isbn", ["", "978-3-16-148410-1", "0-306-40615-3", "1234567890123", "ISBN", "９７８"])
def test_wrong_isbns_are_refused(isbn: str) -> None:
    assert not is_isbn(isbn)


@given(st.integers(0, 999_999_999), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(body: int, place: int, change: int) -> None:
    digits = [int(digit) for digit in f"978{body:09d}"]
    digits.append(-sum(digit * (3 if spot % 2 else 1) for spot, digit in enumerate(digits)) % 10)
    assert is_isbn("".join(map(str, digits)))

    digits[place] = (digits[place] + change) % 10
    assert not is_isbn("".join(map(str, digits)))
