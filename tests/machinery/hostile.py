"""A web server of our own on loopback that answers as the worst ones do; counts who came and what they asked."""

import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType

Piece = bytes | float  # bytes to send, or seconds to wait


@dataclass
class Visitors:
    """Who came: every connection, and the head of every request that was sent."""

    connections: int = 0
    heads: list[str] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [head.split(" ")[1] for head in self.heads]


class _Conversation(socketserver.BaseRequestHandler):
    server: "HostileServer"

    def handle(self) -> None:
        self.server.visitors.connections += 1
        head = b""
        while b"\r\n\r\n" not in head:
            piece = self.request.recv(65536)
            if not piece:
                return
            head += piece
        self.server.visitors.heads.append(head.decode("latin-1"))
        path = head.split(b" ")[1].decode("latin-1").partition("?")[0]
        try:
            for each in self.server.answer_at(path):
                if isinstance(each, bytes):
                    self.request.sendall(each)
                else:
                    time.sleep(each)
                if self.server.closing.is_set():
                    return
        except OSError:
            return  # the visitor had enough, which is what most of these answers are for


class HostileServer(socketserver.ThreadingTCPServer):
    """`with HostileServer() as server: server.at("/x", answer(...))`. With a context it speaks TLS."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.context = context
        self.visitors = Visitors()
        self.closing = threading.Event()
        self._answers: dict[str, Callable[[], Iterator[Piece]]] = {}

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def address(self, path: str = "/", *, scheme: str = "http", host: str = "127.0.0.1") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def at(self, path: str, pieces: Callable[[], Iterator[Piece]] | bytes) -> str:
        """What is said at a path from now on; returns its address."""
        self._answers[path] = (lambda: iter([pieces])) if isinstance(pieces, bytes) else pieces
        return self.address(path)

    def answer_at(self, path: str) -> Iterator[Piece]:
        found = self._answers.get(path)
        return found() if found else iter([answer(b"nothing", status="404 Not Found")])

    def get_request(self):  # type: ignore[no-untyped-def]
        line, address = super().get_request()
        if self.context:
            line = self.context.wrap_socket(line, server_side=True, do_handshake_on_connect=False)
        return line, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A handshake that the visitor refused is no news."""

    def __enter__(self) -> "HostileServer":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()


def answer(body: bytes = b"", *, status: str = "200 OK", **headers: str) -> bytes:
    """A whole answer; `Content_Type="..."` writes a header of that name."""
    written = {"Content-Length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in written.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode("latin-1") + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", status=status, Location=to)


def drip(start: bytes = b"HTTP/1.1 200 OK\r\n\r\n", *, seconds: float = 0.05) -> Callable[[], Iterator[Piece]]:
    """The start, then one byte after another for ever."""

    def pieces() -> Iterator[Piece]:
        yield start
        while True:
            yield seconds
            yield b"x"

    return pieces


def endless(piece: bytes = b"x" * 65536, start: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Callable[[], Iterator[Piece]]:
    """A body without an end, as fast as it goes."""

    def pieces() -> Iterator[Piece]:
        yield start
        while True:
            yield piece

    return pieces
