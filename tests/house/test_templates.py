import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template import engines

ROOT = Path(settings.ROOT)
TEMPLATES = ROOT / "templates"
# Screens of the Wagtail admin, which needs a looser policy (decision 0003), and letters, whose readers know no style
# sheet: only `style` attributes reach them.
ADMIN = re.compile(r"(^|/)(admin|wagtailadmin)(/|$)|(^|/)admin_")
LETTERS = re.compile(r"/letters/|^outbox/letter\.html$")
FORBIDDEN = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"""=\s*["']?\s*javascript:""", re.IGNORECASE),
}
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.IGNORECASE | re.DOTALL)
DATA = re.compile(r"""type\s*=\s*["']application/(ld\+)?json["']""", re.IGNORECASE)


def own_templates() -> list[str]:
    return sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*") if path.is_file())


def public_templates() -> list[str]:
    return [name for name in own_templates() if name.endswith((".html", ".svg")) and not ADMIN.search(name)]


def without_comments(text: str) -> str:
    return re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", "", text, flags=re.DOTALL)


def faults_of(text: str) -> list[str]:
    """What a strict content security policy would refuse in this piece of HTML."""
    text = without_comments(text)
    found = [what for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    inline = [
        script for script in SCRIPT.finditer(text) if script["body"].strip() and not DATA.search(script["attributes"])
    ]
    return found + ["an executable inline script" for _ in inline]


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p style="color: red">', "a style attribute"),
        ("<style>p{}</style>", "a style element"),
        ("<script>alert(1)</script>", "an executable inline script"),
        ('<a href="javascript:go()">', "a javascript: address"),
        ("<button onclick=go()>", "an inline handler"),
    ],
)
def test_faults_are_recognised(html, fault):
    assert faults_of(html) == [fault]


def test_data_and_outside_scripts_are_no_faults():
    assert not faults_of(
        '<script type="application/ld+json">{"a": 1}</script><script src="/static/x.js" defer></script>'
    )


def test_public_templates_hold_no_inline_script_and_no_inline_style():
    faults = {}
    for name in public_templates():
        if not LETTERS.search(name):
            faults[name] = faults_of((TEMPLATES / name).read_text("utf-8"))
    assert not {name: found for name, found in faults.items() if found}


def test_no_template_of_ours_shadows_one_of_an_installed_app():
    """Wagtail's pages meant to be replaced are listed with a reason."""
    meant = {
        # Wagtail's own writes a style attribute, which our policy refuses.
        "wagtailembeds/embed_frontend.html",
    }
    foreign = [Path(config.path) for config in apps.get_app_configs() if not Path(config.path).is_relative_to(ROOT)]
    foreign += [Path(config.path) for config in apps.get_app_configs() if "site-packages" in config.path]
    # Not installed, yet part of Django: the names of django.contrib.admin would surprise whoever adds it.
    import django

    foreign.append(Path(django.__file__).parent / "contrib" / "admin")
    shadowed = {name for name in own_templates() for app in foreign if (app / "templates" / name).exists()}
    assert shadowed <= meant, f"These replace templates of an installed app: {sorted(shadowed - meant)}"


def test_every_template_can_be_read():
    engine = engines["django"]
    for name in own_templates():
        engine.get_template(name)


def test_components_say_what_they_take():
    silent = [
        name
        for name in own_templates()
        if name.startswith("components/")
        and not (TEMPLATES / name).read_text("utf-8").lstrip().startswith("{#")
        and not (TEMPLATES / name).read_text("utf-8").lstrip().startswith("{% comment")
    ]
    assert not silent, f"The first comment of a component lists its inputs: {silent}"
