"""A mailbox of our own on loopback, read by IMAP or POP: just enough of both to fetch mails and delete them."""

import re
import socketserver
import threading
from collections.abc import Callable
from types import TracebackType


class Mailbox(socketserver.ThreadingTCPServer):
    """`with Mailbox([mail, ...], protocol="imap") as box:`; `mails` is what is left, `seen` the marked ones."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mails: list[bytes], *, protocol: str) -> None:
        super().__init__(("127.0.0.1", 0), _Imap if protocol == "imap" else _Pop)
        self.protocol = protocol
        self.mails = dict(enumerate(mails, start=1))
        self.seen: set[int] = set()
        self.doomed: set[int] = set()
        self.silent = threading.Event()  # set: not a word is answered
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"{'imap' if self.protocol == 'imap' else 'pop3'}://reader:p%40ss@127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> "Mailbox":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()

    def forget_doomed(self) -> None:
        for number in self.doomed:
            self.mails.pop(number, None)
        self.doomed.clear()


class _Conversation(socketserver.StreamRequestHandler):
    server: Mailbox
    hello = ""

    def handle(self) -> None:
        if self.server.silent.is_set():
            self.server.closing.wait(30)
            return
        self.say(self.hello)
        for line in iter(self.rfile.readline, b""):
            if not self.answer(line.decode().strip()):
                return

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    # What it says to one line; whether it goes on listening.
    answer: Callable[[str], bool]


class _Pop(_Conversation):
    hello = "+OK ready"

    def answer(self, line: str) -> bool:
        word, _space, rest = line.partition(" ")
        mails = self.server.mails
        if word == "PASS" and rest != "p@ss":
            self.say("-ERR no")
        elif word == "LIST":
            self.say("+OK")
            for number, mail in mails.items():
                self.say(f"{number} {len(mail)}")
            self.say(".")
        elif word == "RETR":
            self.say("+OK")
            for part in mails[int(rest)].replace(b"\r\n", b"\n").split(b"\n"):
                self.wfile.write((b"." if part.startswith(b".") else b"") + part + b"\r\n")
            self.say(".")
        else:
            if word == "DELE":
                self.server.doomed.add(int(rest))
            if word == "QUIT":
                self.server.forget_doomed()
            self.say("+OK")
        return word != "QUIT"


class _Imap(_Conversation):
    hello = "* OK ready"

    def answer(self, line: str) -> bool:
        tag, word, rest = (*line.split(" ", 2), "")[:3]
        word = word.upper()
        good = True
        if word == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif word == "LOGIN":
            good = rest == 'reader "p@ss"'
        elif word == "SELECT":
            self.say(f"* {len(self.server.mails)} EXISTS")
        elif word == "UID":
            self._uid(rest)
        elif word == "EXPUNGE":
            self.server.forget_doomed()
        elif word == "LOGOUT":
            self.say("* BYE")
        self.say(f"{tag} {'OK' if good else 'NO'} {word}")
        return word != "LOGOUT"

    def _uid(self, rest: str) -> None:
        word, _space, rest = rest.partition(" ")
        if word.upper() == "SEARCH":
            unread = " ".join(str(number) for number in self.server.mails if number not in self.server.seen)
            self.say(f"* SEARCH {unread}".rstrip())
            return
        number = int(re.match(r"\d+", rest)[0])  # type: ignore[index]
        if word.upper() == "FETCH":
            mail = self.server.mails[number]
            self.wfile.write(f"* {number} FETCH (UID {number} BODY[]<0> {{{len(mail)}}}\r\n".encode() + mail + b")\r\n")
        else:
            self.server.seen.add(number)
            if "Deleted" in rest:
                self.server.doomed.add(number)
