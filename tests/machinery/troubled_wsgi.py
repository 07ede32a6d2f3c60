"""The site in a worker that has bad luck with a registration, named by TROUBLE; for tests of real processes.

`kill`: the worker is killed as by `kill -9` when the registration is committed and the answer not yet sent, once for
the file in TROUBLE_ONCE. `slow`: it takes two seconds before it begins, and the file says that it has the request.
"""

import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from config.wsgi import application as site

SLOW = 2.0


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    mark = Path(os.environ["TROUBLE_ONCE"])
    troubled = environ["REQUEST_METHOD"] == "POST" and not mark.exists()
    if troubled and os.environ["TROUBLE"] == "slow":
        mark.touch()
        time.sleep(SLOW)
    answer = site(environ, start_response)
    if troubled and os.environ["TROUBLE"] == "kill":
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return answer
