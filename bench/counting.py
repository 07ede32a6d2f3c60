"""The site with one header more: how many queries the answer took. For the bench alone."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

from config.wsgi import application as site


class Counter:
    """Counts the statements one request sends to the database, without keeping them."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.number += 1
        return execute(sql, params, many, context)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The site; with BENCH_COUNT=1 the header X-Queries tells the number, and costs a little time."""
    if os.environ.get("BENCH_COUNT") != "1":
        return site(environ, start_response)
    counter = Counter()

    def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [*headers, ("X-Queries", str(counter.number))], *rest)

    with connection.execute_wrapper(counter):
        return site(environ, started)
