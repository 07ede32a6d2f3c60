"""What a mail that came back means: that there is no such mailbox, that it did not work this time, or nothing.

Delivery status notifications are RFC 3464 with the codes of RFC 3463; many servers write something of their own. In
doubt a letter is never called undeliverable for good: a person would not be reminded any more.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from enum import Enum

LONGEST = 100_000  # characters of a mail that are looked at
LONGEST_REASON = 200


class Verdict(Enum):
    """What came of the letter."""

    HARD = "hard"  # no such mailbox, now or ever
    SOFT = "soft"  # it did not arrive, or not yet; the mailbox may be well
    NONE = "none"  # no bounce at all


@dataclass(frozen=True)
class Finding:
    """The verdict with the server's own words, and the addresses it speaks of (empty: it names none)."""

    verdict: Verdict
    reason: str = ""
    addresses: tuple[str, ...] = ()


NOTHING = Finding(Verdict.NONE)

# Codes of RFC 3463 that speak of the address itself; others speak of the letter, the sender, the line or the hour.
GONE = re.compile(r"^5\.(1\.(1|2|3|6|10)|2\.1|4\.4)$")
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
REPLY = re.compile(r"(?<![\d.])([45]\d\d)[ -](?=[\d#<\w])")
NO_SUCH = re.compile(
    r"(user|recipient|mailbox|account|address|alias)(\s+\S+)?\s+(is\s+|was\s+)?"
    r"(unknown|not\s+found|does\s*n[o']t\s+exist|does\s+not\s+exist|doesn.t\s+exist|not\s+exist|invalid|disabled"
    r"|no\s+longer\s+(exists|available|valid|in\s+use)|inactive|not\s+known|is\s+not\s+local|deactivated)"
    r"|(unknown|no\s+such|invalid|nonexistent|non-existent)\s+(local\s+)?(user|recipient|mailbox|address|account|alias)"
    r"|no\s+mailbox\s+(here\s+)?by\s+that\s+name|not\s+a\s+(known|valid)\s+(user|recipient|mailbox)"
    r"|does(n.t|\s+not)\s+have\s+(an?\s+)?\S*\s*account|recipientnotfound|unrouteable\s+address|not\s+listed\s+in"
    r"|recipient\s+address\s+rejected:\s+access\s+denied|couldn.t\s+be\s+found|could\s+not\s+be\s+found"
    r"|(domain|host)(\s+name)?\s+(was\s+)?(not\s+found|does\s+not\s+exist)|no\s+such\s+(domain|host)|wasn.t\s+found"
    r"|requested\s+action\s+not\s+taken:\s+mailbox\s+unavailable",
    re.IGNORECASE,
)
# Whatever else is said, these speak of this hour or of this letter.
PASSING = re.compile(
    r"\b(full|quota|over\s*quota|storage|too\s+(large|big|many)|size|spam|junk|virus|blocked|block\s*list|blacklist|listed\s+at"
    r"|spamhaus|reputation|policy|dmarc|spf|dkim|unauthenticated|not\s+authori[sz]ed|content|rate|greylist\w*|temporar\w*"
    r"|try\s+again|later|deferred|delayed|timed?\s*out|timeout|unreachable|refused|loop|hops?|busy)\b"
    r"|\brelay(ing)?\s+(access\s+)?(denied|not)|\bsender\s+(address|verif\w*|rejected|not|is)\b",
    re.IGNORECASE,
)
DELAY = re.compile(
    r"has\s+not\s+(yet\s+)?been\s+delivered|not\s+yet\s+been\s+delivered|delivery\s+(is\s+|has\s+been\s+)?delayed"
    r"|will\s+(keep|continue)\s+(on\s+)?(trying|to\s+try)|still\s+trying|warning:\s+(message|could\s+not)"
    r"|do\s+not\s+need\s+to\s+resend|delivery\s+incomplete",
    re.IGNORECASE,
)
FAILURE = re.compile(
    r"could\s*n[o']t\s+be\s+delivered|couldn.t\s+be\s+delivered|could\s+not\s+be\s+delivered|undeliver|delivery\s+(has\s+)?fail"
    r"|wasn.t\s+delivered|failure\s+notice|returned\s+(mail|to\s+sender)|unable\s+to\s+deliver|permanent\s+(fatal\s+)?error"
    r"|did\s+not\s+reach|not\s+able\s+to\s+deliver|mail\s+delivery\s+(failed|system)|delivery\s+status\s+notification",
    re.IGNORECASE,
)
DAEMON = re.compile(r"mailer-?daemon|postmaster|mail\s+delivery|mail\s+administrator|double-bounce", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+'=-]+@[\w-]+(?:\.[\w-]+)+")
# Where a bounce begins to quote the letter that came back.
QUOTE = re.compile(
    r"^[\s>*-]*(---+.*(copy|original|returned|header|letter).*|Received: .*|Return-Path: .*|Message-ID: .*)$",
    re.IGNORECASE | re.MULTILINE,
)


def judge(raw: bytes) -> Finding:
    """The verdict on one mail as it came. Never raises: what cannot be read is no bounce."""
    message = message_from_bytes(raw)
    if _is_answer(message):
        return NOTHING
    blocks = [block for part in message.walk() for block in _recipients(part)]
    if blocks:
        return _weightiest([_by_fields(block, _words(message)) for block in blocks])
    return _by_words(message) if _is_from_a_server(message) else NOTHING


def _is_answer(message: Message) -> bool:
    """Somebody's holiday, a receipt or a complaint: written by a machine, and not about an address."""
    report = str(message.get_param("report-type") or "").lower()
    if report:
        return report != "delivery-status"
    submitted = str(message.get("Auto-Submitted", "")).lower()
    answers = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder"))
    return answers or (submitted.startswith("auto-replied") and not _is_from_a_server(message))


def _is_from_a_server(message: Message) -> bool:
    nobody = str(message.get("Return-Path", "")).strip() == "<>" or message.get("X-Failed-Recipients")
    return bool(nobody and FAILURE.search(_subject(message))) or bool(DAEMON.search(str(message.get("From", ""))))


def _recipients(part: Message) -> list[Message]:
    """The fields for each recipient in a delivery-status part; the first block of it speaks of the whole message."""
    if part.get_content_type() not in ("message/delivery-status", "message/global-delivery-status"):
        return []
    inside = part.get_payload()
    blocks = inside if isinstance(inside, list) else [message_from_bytes(str(inside).encode())]
    return [block for block in blocks if isinstance(block, Message) and (block.get("Action") or block.get("Status"))]


def _by_fields(block: Message, words: str) -> Finding:
    action = str(block.get("Action", "")).strip().lower()
    if action in ("delivered", "relayed", "expanded"):
        return NOTHING
    status = _first(STATUS, str(block.get("Status", "")))
    said = _one_line(str(block.get("Diagnostic-Code", "")))
    found = [address for name in ("Original-Recipient", "Final-Recipient") for address in _addresses(block.get(name))]
    if action == "delayed" or status.startswith("4"):
        return Finding(Verdict.SOFT, said or status, tuple(found))
    if STATUS.search(said) and (not status or status.endswith(".0.0") or status.startswith("5.0")):
        status = _first(STATUS, said)
    verdict = _verdict(status, said or words)
    return Finding(verdict, (said or f"{status} {_reason(words)}")[:LONGEST_REASON], tuple(found))


def _by_words(message: Message) -> Finding:
    """A bounce without fields: qmail, old Exchange and Exim, and the pages some providers write."""
    words = _words(message)
    everything = f"{_subject(message)}\n{words}"
    if not FAILURE.search(everything) and not DELAY.search(everything):
        return NOTHING
    failed = tuple(_addresses(message.get("X-Failed-Recipients")))
    if DELAY.search(everything):
        return Finding(Verdict.SOFT, _reason(words), failed)
    status = _first(STATUS, words)
    reply = _first(REPLY, words)
    if status.startswith("4") or (not status and reply.startswith("4")):
        return Finding(Verdict.SOFT, _reason(words), failed)
    return Finding(_verdict(status, _telling(words)), _reason(words), failed)


def _verdict(status: str, said: str) -> Verdict:
    """HARD only when code or words speak of the address, and no word speaks of the hour, the letter or the sender."""
    if PASSING.search(said):
        return Verdict.SOFT
    return Verdict.HARD if GONE.match(status) or NO_SUCH.search(said) else Verdict.SOFT


def _weightiest(findings: list[Finding]) -> Finding:
    order = [Verdict.HARD, Verdict.SOFT, Verdict.NONE]
    return min(findings, key=lambda finding: order.index(finding.verdict))


def _words(message: Message) -> str:
    """What the server says itself, without the letter it gives back; HTML without its tags."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            break
        if kind in ("text/plain", "text/html") and not part.is_multipart():
            text = _decoded(part)
            plain = re.sub(r"<(?![\w.+-]+@)[^>]*>", " ", text) if kind == "text/html" else text
            return QUOTE.split(plain, maxsplit=1)[0]
    return ""


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    try:
        return raw.decode(part.get_content_charset() or "utf-8", "replace")[:LONGEST]
    except LookupError:
        return raw.decode("latin-1")[:LONGEST]


def _telling(words: str) -> str:
    """The lines that say why: those with a code or with the words looked for; greetings say "sorry" and "later"."""
    lines = [line for line in words.splitlines() if STATUS.search(line) or REPLY.search(line) or NO_SUCH.search(line)]
    return _one_line(" ".join(lines)) or _one_line(words)


def _reason(words: str) -> str:
    return _telling(words)[:LONGEST_REASON]


def _subject(message: Message) -> str:
    return _one_line(str(message.get("Subject", "")))


def _addresses(field: object) -> list[str]:
    return [address.lower() for address in ADDRESS.findall(str(field or ""))]


def _first(shape: re.Pattern[str], text: str) -> str:
    found = shape.search(text)
    return found[1] if found else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
