"""What comes back: finding the letter it speaks of, and marking it. A person's other data stay as they are."""

from datetime import datetime
from uuid import UUID

from core.logs import masked
from outbox.domain import judging, returning
from outbox.domain.judging import Finding, Verdict
from outbox.models import Letter, LetterState

LONGEST_FAILURE = 200


def take(raw: bytes, *, now: datetime) -> tuple[Finding, Letter | None]:
    """Read one mail; a letter that came back for good is marked so, one that did not arrive this time keeps its state
    and gets the reason. Taking a mail twice changes nothing more. Returns the verdict and the letter, if it is ours."""
    finding = judging.judge(raw)
    if finding.verdict is Verdict.NONE:
        return finding, None
    key = _key(raw)
    letter = Letter.objects.filter(pk=key).first() if key else None
    if letter is None:
        return finding, None
    if finding.verdict is Verdict.HARD and not _is_about(finding, letter):
        # It was forwarded, and comes back from there: the mailbox we know may have other readers.
        finding = Finding(Verdict.SOFT, finding.reason, finding.addresses)
    _mark(letter, finding, now=now)
    return finding, letter


def _key(raw: bytes) -> UUID | None:
    """By the address it came back to, else by the Message-ID of the letter that is quoted in it."""
    text = raw.decode("utf-8", "replace")
    head = text.replace("\r\n", "\n").partition("\n\n")[0]
    return returning.key_in(head) or returning.key_of_message(text) or returning.key_in(text)


def _is_about(finding: Finding, letter: Letter) -> bool:
    return not finding.addresses or letter.to.lower() in finding.addresses


def _mark(letter: Letter, finding: Finding, *, now: datetime) -> None:
    reason = masked(finding.reason)[:LONGEST_FAILURE]
    sent = Letter.objects.filter(pk=letter.pk, state=LetterState.SENT)
    if finding.verdict is Verdict.HARD:
        sent.update(state=LetterState.BOUNCED, bounced_at=now, failure=reason)
    else:
        sent.update(failure=reason)
    letter.refresh_from_db()
