"""Redis as a cache that may be away: pages are then made anew, which costs time and nothing else."""

import logging
import time
from collections.abc import Mapping
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

# Seconds for which a cache that did not answer is not asked again, so that no page waits for it more than once.
PAUSE = 5.0
# Seconds to wait for a connection and for an answer: what takes longer is slower than making the page.
PATIENCE = {"socket_connect_timeout": 0.5, "socket_timeout": 1.0}
# By address: the moment (monotonic) until which it is left alone.
_away: dict[str, float] = {}


class PatientRedisCache(RedisCache):
    """Django's own; where Redis does not answer, nothing is found and nothing kept, and the log says so once."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, {**params, "OPTIONS": {**PATIENCE, **params.get("OPTIONS", {})}})
        self.where = server

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("add", False, *args, **kwargs)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask("get", default, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask("set", None, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("touch", False, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("delete", False, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("get_many", {}, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("has_key", False, *args, **kwargs)

    def incr(self, key: str, *args: Any, **kwargs: Any) -> Any:
        found = self._ask("incr", None, key, *args, **kwargs)
        if found is None:
            raise ValueError(f"Key {key!r} not found")
        return found

    def set_many(self, data: Mapping[str, Any], *args: Any, **kwargs: Any) -> Any:
        return self._ask("set_many", [*data], data, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._ask("delete_many", None, *args, **kwargs)

    def clear(self) -> Any:
        return self._ask("clear", False)

    def _ask(self, name: str, without: Any, *args: Any, **kwargs: Any) -> Any:
        """What Redis answers; `without` while it is away."""
        if time.monotonic() < _away.get(self.where, 0.0):
            return without
        try:
            found = getattr(super(), name)(*args, **kwargs)
        except (RedisError, OSError) as error:
            if self.where not in _away:
                # Its address may hold a password, so only the kind of error is told.
                log.error("The cache does not answer (%s); pages are made without it.", type(error).__name__)
            _away[self.where] = time.monotonic() + PAUSE
            return without
        if _away.pop(self.where, None) is not None:
            log.warning("The cache answers again.")
        return found
