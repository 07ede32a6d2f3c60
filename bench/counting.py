"""The site with headers more: the CPU time of the answer, how many queries it took. For the bench alone."""

import os
import time
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
    """The site; X-CPU tells the milliseconds in Django. With BENCH_COUNT=1 X-Queries tells the number, which costs."""
    counter, before = Counter(), time.process_time()

    def started(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        cpu = f"{(time.process_time() - before) * 1000:.3f}"
        return start_response(status, [*headers, ("X-CPU", cpu), ("X-Queries", str(counter.number))], *rest)

    if os.environ.get("BENCH_COUNT") != "1":
        return site(environ, started)
    with connection.execute_wrapper(counter):
        return site(environ, started)
