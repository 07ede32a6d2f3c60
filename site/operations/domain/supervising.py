"""Keeping several processes running together: when one ends, or somebody asks, all end."""

import signal
import socket
import subprocess
from collections.abc import Callable, Mapping, Sequence
from threading import Event
from types import TracebackType

LONGEST_GOODBYE = 15  # seconds; then a process is ended without asking
POLL = 0.3


def free_port(wanted: int) -> int:
    """The wanted port on loopback, or the next one nobody listens on. Raises OSError when the next 50 are taken."""
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does: only listeners count
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"All ports from {wanted} to {wanted + 49} are taken.")


class Family:
    """Processes that live and end together. A context: leaving it ends them all, by their numbers."""

    def __init__(self, *, folder: str, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = dict(environment)
        self.members: dict[str, subprocess.Popen[bytes]] = {}
        self.stopping = Event()
        self._before: dict[int, object] = {}

    def __enter__(self) -> "Family":
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self._before[name] = signal.signal(name, lambda *_: self.stopping.set())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.end()
        for name, handler in self._before.items():
            signal.signal(name, handler)  # type: ignore[arg-type]

    def start(self, name: str, command: Sequence[str]) -> None:
        """Start a member; the command is ours, no part of it comes from outside."""
        self.members[name] = subprocess.Popen(  # noqa: S603
            command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL
        )

    def lost(self) -> str:
        """The name of a member that has ended by itself; empty while all are well."""
        return next((name for name, member in self.members.items() if member.poll() is not None), "")

    def watch(self, until: Callable[[], bool] = lambda: False) -> bool:
        """Wait until somebody asks to stop, a member is lost, or `until` is true; says whether it was `until`."""
        while not self.stopping.wait(POLL) and not self.lost():
            if until():
                return True
        return False

    def end(self) -> None:
        """End all members: asked first, then made to."""
        for member in self.members.values():
            if member.poll() is None:
                member.terminate()
        for member in self.members.values():
            try:
                member.wait(timeout=LONGEST_GOODBYE)
            except subprocess.TimeoutExpired:
                member.kill()
                member.wait()
