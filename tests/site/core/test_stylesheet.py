import gzip
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from core.stylesheet import joined, parts


def source() -> Path:
    return Path(finders.find("css/tokens.css") or "").parent


def test_stylesheet_is_one_small_file() -> None:
    found = finders.find("css/site.css")

    assert found
    text = Path(found).read_text(encoding="utf-8")
    assert text == joined(source())
    assert len(gzip.compress(text.encode())) < 12 * 1024
    assert text.startswith("@layer reset, tokens, base, layout, components, utilities, print;")
    assert "@import" not in text
    assert "/*" not in text


def test_stylesheet_takes_up_every_part() -> None:
    written = {path for path in source().rglob("*.css") if "admin" not in path.parts}

    assert set(parts(source())) == written


def test_stylesheet_is_collected_and_named_by_its_content(tmp_path: Path) -> None:
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command(
            "collectstatic", interactive=False, verbosity=0, ignore_patterns=["wagtail*", "django_htmx", "rec*"]
        )

    assert (tmp_path / "css/site.css").read_text(encoding="utf-8") == joined(source())
    assert list((tmp_path / "css").glob("site.*.css.gz"))
