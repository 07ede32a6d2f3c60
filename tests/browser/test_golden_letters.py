"""HTML letters judged in a real browser: each kind once in English and, when it is translated, in Greek."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.machinery.golden import FOLDER

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.mark.parametrize("language", ["en", "el"])
def test_letters_are_accessible_in_light_and_dark(chromium, language):
    faults = []
    for scheme in ("light", "dark"):
        context = chromium.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)
        page = context.new_page()
        for file in sorted(FOLDER.glob(f"*.{language}.html")):
            page.set_content(file.read_text())
            found = Axe().run(page, options=RULES)
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            if found.violations_count or wide:
                faults.append(f"{file.name}, {scheme}, wider than the window: {wide}\n{found.generate_report()}")
        context.close()
    assert not faults, "\n".join(faults)
