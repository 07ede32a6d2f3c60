"""The letter as mail: multipart/mixed of (text and HTML as alternatives) and its attachments, with our headers."""

import hashlib
import re
from email.mime.text import MIMEText
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from outbox.domain.rendering import Words
from outbox.domain.returning import return_path
from outbox.domain.writing import one_line
from outbox.models import Letter

LONGEST_NAME = 75  # some providers refuse longer names, and names with the signs below (pretix, clean_sender_name)
SIGNS = re.compile(r'[@:;,"<>()\[\]\\]')


def compose(letter: Letter, words: Words) -> EmailMultiAlternatives:
    """The message to hand to a mail server. The recipient's name is no header: people call themselves anything."""
    sender = formataddr((sender_name(words.sender), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
    message = EmailMultiAlternatives(
        subject=words.subject,
        body=words.text,
        from_email=return_path(letter) or sender,  # of the envelope; people read the header
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={
            "From": sender,
            "Message-ID": message_id(letter),
            "References": thread_id(letter),
            "Auto-Submitted": "auto-generated",  # RFC 3834
            "X-Auto-Response-Suppress": "OOF, NRN, AutoReply, RN",
            "Content-Language": letter.language,
            **_unsubscribing(letter),
        },
    )
    message.attach_alternative(words.html, "text/html")
    for attachment in letter.attachments:
        message.attach(_part(**attachment))
    return message


def _unsubscribing(letter: Letter) -> dict[str, str]:
    """One click, no login (RFC 8058); only on letters people can do without."""
    if not letter.unsubscribe_url:
        return {}
    return {
        "List-Unsubscribe": f"<{letter.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def message_id(letter: Letter) -> str:
    """The same for every try to send this letter, so that a second copy is known as one."""
    return f"<{letter.pk}.{letter.kind.replace('/', '.')}@{settings.PERMANENT_HOST}>"


def thread_id(letter: Letter) -> str:
    """What the letters about one thing refer to, so that mail programs show them together. Tells nothing itself."""
    digest = hashlib.sha256(letter.about.encode()).hexdigest()[:32]
    return f"<{digest}.thread@{settings.PERMANENT_HOST}>"


def sender_name(name: str) -> str:
    """The name of a library without the signs that make a mail server think of addresses, 75 characters at most."""
    return one_line(SIGNS.sub(" ", name))[:LONGEST_NAME].rstrip()


def _part(*, name: str, type: str, content: str) -> MIMEText:  # noqa: A002  (the key in the row)
    main, _slash, subtype = type.partition("/")
    if main != "text":
        raise ValueError(f"Attachment {name} is {type}; letters carry text only.")
    part = MIMEText(content, subtype, "utf-8")
    if subtype == "calendar":
        part.set_param("method", "PUBLISH")  # REQUEST would ask for answers nobody reads (reliability 5)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part
