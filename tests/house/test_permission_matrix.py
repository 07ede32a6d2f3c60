import logging
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urljoin

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.house.permissions import ROLES, Line, Things, World, arguments_for, line_for, make_world

REFUSED = {401, 403, 404}
HOMES = ("/admin/login/", "/admin/")
# Not ours to hold: they show a fault on purpose, or catch what nobody else answers.
NAMELESS = {"test404/", "^.*/$"}
ON_PURPOSE = {"wagtailadmin_error_test"}


@dataclass(frozen=True)
class Address:
    """One route under /admin/: its full name and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]

    @property
    def is_ours(self) -> bool:
        return not self.name.startswith(("wagtail", "simple_translation"))


def admin_addresses() -> list[Address]:
    return list(dict.fromkeys(_walk(get_resolver().url_patterns, "", ())))


def _walk(patterns: list[Any], before: str, spaces: tuple[str, ...], taken: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        arguments = (*taken, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            more = (pattern.namespace,) if pattern.namespace else ()
            if not before.startswith("admin/") and not route.startswith("admin/"):
                continue
            yield from _walk(pattern.url_patterns, route, (*spaces, *more), arguments)
        elif isinstance(pattern, URLPattern) and route.startswith("admin/"):
            if pattern.name in ON_PURPOSE or (not pattern.name and str(pattern.pattern) in NAMELESS):
                continue
            yield Address(":".join((*spaces, pattern.name or route)), arguments)


def outcome(answer: HttpResponse) -> str:
    """What became of a request: `opens`, `refused`, `post` (another method is wanted) or `fails`."""
    if answer.status_code >= 500:
        return "fails"
    if answer.status_code in REFUSED:
        return "refused"
    if answer.status_code == 405:
        return "post"
    return "refused" if _is_refusal(answer) else "opens"


def _is_refusal(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].split("?")[0] in HOMES


def expected(line: Line, role: str, *, foreign: bool) -> str:
    if role not in (line.other if foreign else line.own):
        return "refused"
    return "post" if line.post else "opens"


@dataclass
class Visitor:
    """One person's browser; logged in again for each request, because the address to log out is among them."""

    client: Client
    cookies: dict[str, str]

    def request(self, method: str, path: str) -> HttpResponse:
        self.client.cookies = SimpleCookie(self.cookies)
        answer = self.client.get(path) if method == "GET" else self.client.post(path)
        # What an address leads on to decides, unless it leads out or to the door.
        while answer.status_code == 302 and method == "GET" and not _is_refusal(answer):
            path = urljoin(path, answer.headers["Location"])
            answer = self.client.get(path)
        return answer


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def visitor_of(world: World, role: str) -> Visitor:
    client = Client(raise_request_exception=False)  # told with the others, at its address
    if world.people[role]:
        client.force_login(world.people[role])
    return Visitor(client, {name: morsel.value for name, morsel in client.cookies.items()})


def test_every_admin_address_is_in_the_table():
    unknown = sorted({address.name for address in admin_addresses() if line_for(address.name) is None})
    assert not unknown, "Add a line for each to tests/house/permissions.py:\n" + "\n".join(unknown)


@pytest.fixture
def _no_log() -> Iterator[None]:
    """Refusals are what is asked for here; a thousand warnings would hide the fault."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("_no_log")
@pytest.mark.parametrize("role", ROLES)
def test_admin_opens_for_those_in_the_table_and_nobody_else(world, role):
    visitor = visitor_of(world, role)
    faults = []
    for address in admin_addresses():
        line = line_for(address.name)
        if line is None:
            continue
        for foreign in (False, True) if address.arguments else (False,):
            things = world.other if foreign else world.own
            wanted = expected(line, role, foreign=foreign)
            faults += [
                f"{role} at {things.branch.slug}: {fault}" for fault in _faults(visitor, address, wanted, things)
            ]
    assert not faults, "\n".join(faults)


def _faults(visitor: Visitor, address: Address, wanted: str, things: Things) -> list[str]:
    path = reverse(address.name, kwargs=arguments_for(address.name, address.arguments, things))
    methods = ["GET", "POST"] if address.is_ours and wanted == "refused" else ["GET"]
    # Refused, or an address that does nothing at this method.
    allowed = {"refused", "post"} if wanted == "refused" else {wanted}
    tries = [(method, visitor.request(method, path)) for method in methods]
    return [
        f"{method} {path} ({address.name}) {outcome(answer)} ({answer.status_code}), but in the table: {wanted}"
        for method, answer in tries
        if outcome(answer) not in allowed
    ]
