"""Finds a PostgreSQL for the second round of the suite: `python -m tests.machinery.postgres` writes its address."""

import os
import sys

import psycopg

# As the user of this shell over the socket, then as `postgres` on the usual port.
ADDRESSES = ("postgresql:///postgres", "postgresql://postgres@127.0.0.1:5432/postgres")


def address() -> str | None:
    """DATABASE_URL_TEST_POSTGRES, or a server on this machine where we may create databases."""
    if given := os.environ.get("DATABASE_URL_TEST_POSTGRES"):
        return given
    return next(filter(_may_create, ADDRESSES), None)


def _may_create(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError:
        return False
    return bool(row and row[0])


if __name__ == "__main__":
    sys.stdout.write(address() or "")
