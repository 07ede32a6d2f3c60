"""What every test may ask for: a database, a clock that stands still, Ada, Ben and Cleo, a browser, real processes."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.utils import translation
from hypothesis import settings as effort

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# How long an example takes belongs to the machine, which may be busy: that is measured in bench/. Where CI is set every
# run tries the same examples, so that a change is judged by itself; elsewhere each run tries new ones.
effort.register_profile("house", effort.get_profile("ci" if "CI" in os.environ else "default"), deadline=None)
effort.load_profile("house")

# A Tuesday in winter, 11:00 in Athens: no change of clocks near, and a week with days before and after.
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    from django.db import connection

    from tests.machinery.needs import Needs

    config.pluginmanager.register(Needs(config, connection.vendor), "needs")


# --- the database -------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: object) -> Iterator[None]:
    """One migrated template for each set of migrations; a copy of it for this process, and again after real commits.

    Django would empty all tables after a test that commits, and with them what migrations wrote (Wagtail's root page,
    site and locales): here such a test ends with a fresh copy.
    """
    from django.test import TransactionTestCase

    from tests.machinery import databases

    database = databases.of_this_run()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        database.prepare()
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: database.restore())
        yield
        database.drop()


@pytest.fixture(autouse=True)
def _language_of_the_house() -> None:
    """A test before may have asked for a page in Greek: the language of the last request stays with the thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Nothing remembered from the test before: Wagtail keeps addresses and settings in the cache."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _own_folder_for_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Uploads and survey keys of a run stay in its own temporary folder."""
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("var")
    (folder / "media").mkdir()
    (folder / "keys").mkdir(mode=0o700)
    with override_settings(MEDIA_ROOT=folder / "media", SURVEY_KEYS=folder / "keys", ERASURES=folder / "erasures"):
        yield


# --- the clock ----------------------------------------------------------------------------------------------------
@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time stands still at NOW; `clock.move_to(moment)` and `clock.shift(timedelta)` move it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def now(clock: time_machine.Traveller) -> datetime:
    """The instant at which the clock stands when the test begins."""
    return NOW


# --- people -------------------------------------------------------------------------------------------------------
@pytest.fixture
def branch(db: None) -> object:
    """Ada's branch."""
    from tests.factories import places

    return places.branch()


@pytest.fixture
def other_branch(branch: object) -> object:
    """Cleo's branch."""
    from tests.factories import places

    return places.branch(slug="harbour")


@pytest.fixture
def ada(branch: object) -> object:
    """Editor at the branch."""
    from tests.factories import people

    return people.staff("Ada", branch)


@pytest.fixture
def ben() -> object:
    """A patron with an e-mail address and no account."""
    from tests.factories import people

    return people.patron("Ben")


@pytest.fixture
def cleo(other_branch: object) -> object:
    """Editor at another branch: a stranger to Ada's, who must see nothing of it."""
    from tests.factories import people

    return people.staff("Cleo", other_branch)


# --- the browser --------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """One Chromium for all tests of this process. Asking for it marks the test `browser`."""
    from playwright.sync_api import sync_playwright

    from tests.machinery import needs

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's event loop runs in this thread, where Django would refuse to ask the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: "Browser", live_server: object) -> Iterator[Callable[..., "Page"]]:
    """`open_page("/en/events/", width=390, dark=True, javascript=False)`: a page of the live site, nothing shared."""
    with ExitStack() as stack:

        def opened(address: str = "/", *, width: int = 390, dark: bool = False, javascript: bool = True) -> "Page":
            context = chromium.new_context(
                base_url=str(live_server),
                viewport={"width": width, "height": 844},
                color_scheme="dark" if dark else "light",
                java_script_enabled=javascript,
                reduced_motion="reduce",
            )
            context.set_default_timeout(15_000)
            stack.callback(context.close)
            page = context.new_page()
            page.goto(address)
            return page

        yield opened


# --- other servers and processes ----------------------------------------------------------------------------------
@pytest.fixture
def redis_url() -> str:
    """A Redis database for this test. Asking for it marks the test `redis`."""
    from tests.machinery import needs

    return needs.redis_url() or ""


@pytest.fixture
def server_processes(transactional_db: None, tmp_path: Path) -> Iterator[object]:
    """Real gunicorn and manage.py processes on this test's database: `server_processes.serve(workers=4)`."""
    from tests.machinery.processes import Processes

    with Processes(tmp_path) as processes:
        yield processes
