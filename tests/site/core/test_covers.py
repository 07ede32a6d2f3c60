from hashlib import sha256
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given, settings, strategies as st

from core.covers import MOTIFS, PALETTES, Draws, cover


@given(kind=st.sampled_from(sorted(PALETTES)), seed=st.text(max_size=40))
@settings(max_examples=60)
def test_cover_is_small_plain_and_the_same_again(kind: str, seed: str) -> None:
    drawing = cover(kind, seed)

    assert drawing == cover(kind, seed)
    assert 500 <= len(drawing) <= 3000
    assert "style" not in drawing
    assert "<script" not in drawing
    assert ElementTree.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"


def test_cover_never_changes_between_releases() -> None:
    drawings = "".join(cover(kind, str(seed)) for kind in sorted(PALETTES) for seed in range(8))

    # Covers are cached for a year and printed in archives: a new motif goes to a new address.
    assert sha256(drawings.encode()).hexdigest() == "ccc4a4b531b40c9e039fdb0966bc1c557a3a5a84ab4377f701abe7518bb9c185"


def test_cover_uses_at_least_six_motifs_and_only_the_palette_and_its_woods() -> None:
    assert len(MOTIFS) >= 6
    for kind, (ground, inks) in PALETTES.items():
        for motif in MOTIFS:
            drawn = {part[:7] for part in motif(Draws("seed"), inks).split('"') if part.startswith("#")}
            assert drawn <= {ground, *inks, "#FFC845", "#5B3A1A", "#1F5A3A", "#07332F"}, (kind, motif)


def test_draws_are_spread_over_all_motifs() -> None:
    assert {Draws(str(seed)).number(len(MOTIFS)) for seed in range(100)} == set(range(len(MOTIFS)))


def test_cover_address_may_be_kept_for_a_year(client: Client) -> None:
    answer = client.get("/covers/lecture/abc-1.svg")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer.content.decode() == cover("lecture", "abc-1")


@pytest.mark.parametrize("address", ["/covers/opera/abc.svg", "/covers/lecture/a%22b.svg"])
@pytest.mark.django_db
def test_cover_of_an_unknown_kind_or_seed_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
