"""A mail server of our own on loopback: takes every letter, remembers it, and fails in the way a test asks for."""

import socketserver
import ssl
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType


@dataclass
class Taken:
    """One letter as it came over the wire."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)  # type: ignore[return-value]


@dataclass
class Manners:
    """How the server behaves: an answer for a step ("RCPT", "DATA", "END" for after the letter), or a way to fail.

    "drop" closes the line at that step, "hang" says nothing; `slowness` is the seconds it takes to accept a letter.
    An answer for "STARTTLS" lets it offer encryption, even if it cannot.
    """

    answers: dict[str, str] = field(default_factory=dict)
    slowness: float = 0.0


class _Conversation(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self.sender, self.recipients = "", []  # type: ignore[var-annotated]
        if not self._answer("HELLO", "220 sink"):
            return
        while line := self.rfile.readline():  # which is another file once the line is encrypted
            word = line.strip().split(b" ", 1)[0].upper().decode(errors="replace")
            self.server.heard.append(word)
            if word == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            if not self._step(word, line.strip().decode(errors="replace")):
                return

    def _step(self, word: str, line: str) -> bool:
        address = line.partition("<")[2].partition(">")[0]
        if word == "MAIL":
            self.sender, self.recipients = address, []
        if word == "RCPT":
            self.recipients.append(address)
        if word == "DATA":
            return self._letter()
        if word == "EHLO" and (self.server.certificate or "STARTTLS" in self.server.manners.answers):
            return self._answer(word, "250-sink\r\n250 STARTTLS")
        if word == "STARTTLS" and self.server.certificate:
            return self._encrypt(self.server.certificate)
        return self._answer(word, "250 ok")

    def _encrypt(self, certificate: ssl.SSLContext) -> bool:
        self.wfile.write(b"220 go on\r\n")
        self.request = certificate.wrap_socket(self.request, server_side=True)
        self.setup()
        return True

    def _letter(self) -> bool:
        if "DATA" in self.server.manners.answers:
            return self._answer("DATA", "")
        self.wfile.write(b"354 go on\r\n")
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            if not line:
                return False  # the sender was killed in the middle
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        with self.server.held:
            self.server.holding += 1
        time.sleep(self.server.manners.slowness)
        with self.server.held:
            self.server.holding -= 1
        if not self.server.manners.answers.get("END", "2")[0].isdigit() or self._accepts():
            self.server.taken.append(Taken(self.sender, self.recipients, b"".join(lines)))
        return self._answer("END", "250 taken")

    def _accepts(self) -> bool:
        return self.server.manners.answers.get("END", "250")[0] == "2"

    def _answer(self, step: str, usual: str) -> bool:
        """Say what is to be said at this step; False when the line is closed by it."""
        answer = self.server.manners.answers.get(step, usual)
        if answer == "drop":
            return False
        if answer == "hang":
            self.server.closing.wait(30)
            return False
        try:
            self.wfile.write(f"{answer}\r\n".encode())
        except OSError:
            return False
        return True


class MailServer(socketserver.ThreadingTCPServer):
    """`with MailServer() as server:` listens on a free port of loopback until the block ends.

    With a certificate it offers encryption, or with `encrypted` speaks nothing else.
    """

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50

    def __init__(self, certificate: ssl.SSLContext | None = None, *, encrypted: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.certificate, self.encrypted = certificate, encrypted
        self.taken: list[Taken] = []
        self.heard: list[str] = []  # the first word of every line that a sender said
        self.manners = Manners()
        self.closing = threading.Event()
        self.held = threading.Lock()
        self.holding = 0  # letters read to the end and not answered yet: their senders wait
        self.port = int(self.server_address[1])

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()

    def get_request(self):  # type: ignore[no-untyped-def]
        line, address = super().get_request()
        if self.certificate and self.encrypted:
            line = self.certificate.wrap_socket(line, server_side=True, do_handshake_on_connect=False)
        return line, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender killed in the middle of a word is what some tests are about, and no error of ours."""

    @property
    def copies(self) -> Counter[str]:
        """How often each Message-ID was taken."""
        return Counter(str(taken.message["Message-ID"]).strip() for taken in self.taken)
