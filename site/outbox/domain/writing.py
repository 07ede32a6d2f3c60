"""Writing a letter: a row in the transaction of the fact it tells. Nothing is rendered or sent here."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import clock
from core.exceptions import RuleBroken
from core.prepared_models import Insert
from outbox.domain.sparing import IsStranger, hold_back
from outbox.models import Letter, LetterState
from outbox.validators import validate_one_address
from places.models import Branch

_insert = Insert(Letter, unless_there=True)
PLAIN = (str, int, float, bool, type(None))


class AddressRefused(RuleBroken):
    """The address is not one plain e-mail address."""


def write(
    kind: str,
    *,
    about: str,
    version: int,
    to: str,
    to_name: str = "",
    language: str,
    context: Mapping[str, Any],
    attachments: Iterable[Mapping[str, str]] = (),
    reply_to: str = "",
    urgent: bool = True,
    branch: Branch | None = None,
    valid_until: datetime | None = None,
    not_before: datetime | None = None,
    unsubscribe_url: str = "",
    asked_for: IsStranger | None = None,
) -> Letter:
    """Write the letter of one state of one thing; the same (kind, about, version) again returns the letter there is.

    What the words mean stands with `Letter`. `context` holds strings, numbers, truth values, and lists of those or of
    flat mappings; strings under keys that end in "name" are shown so that no mail program makes a link of them.
    `asked_for` marks what anyone with a form can have sent to any address: beyond five in an hour it waits, if the
    question whether the address is a stranger's is answered with yes (asked only then).
    Raises AddressRefused for anything but one plain address, ValueError for what only a programmer can get wrong.
    """
    _check(kind, language, context)
    _check_address(to)
    if reply_to:
        _check_address(reply_to)
    now = clock.now()
    letter = Letter(
        kind=kind,
        about=about,
        version=version,
        to=to,
        to_name=one_line(to_name)[:100],
        reply_to=reply_to or (branch.email if branch else ""),
        branch=branch,
        language=language,
        context=dict(context),
        attachments=[dict(attachment) for attachment in attachments],
        urgent=urgent,
        valid_until=valid_until,
        unsubscribe_url=unsubscribe_url,
        asked_for=asked_for is not None,
        due_at=max(not_before or now, now),
        created_at=now,
    )
    return _put(letter, asked_for, now)


def _put(letter: Letter, asked_for: IsStranger | None, now: datetime) -> Letter:
    """The row, or the one there is: whoever comes second changes nothing (and no savepoint is needed for it)."""
    if not _insert(letter):
        return Letter.objects.get(kind=letter.kind, about=letter.about, version=letter.version)
    if asked_for:
        hold_back(letter, is_stranger=asked_for, now=now)
    return letter


def write_off(kind: str, *, about: str, version: int, language: str, branch: Branch | None = None) -> bool:
    """Instead of a letter to an address that `write` refuses: a row that failed, without the address, for staff to see.

    Nobody tries to write it again. Returns whether it is new; the same (kind, about, version) is written off once.
    """
    now = clock.now()
    failure = _("It could not be written: the address is not one plain e-mail address.")
    letter = Letter(
        kind=kind, about=about, version=version, language=language, branch=branch,
        state=LetterState.FAILED, failure=failure[:200], due_at=now, created_at=now,
    )  # fmt: skip
    return _put(letter, None, now).pk == letter.pk


def withdraw(about: str, *, kind: str = "", version: int | None = None) -> int:
    """Letters about this thing, or its one of a kind and version, not sent yet are not needed any more; how many."""
    letters = Letter.objects.filter(about=about, state=LetterState.QUEUED)
    if kind:
        letters = letters.filter(kind=kind)
    if version is not None:
        letters = letters.filter(version=version)
    return letters.update(state=LetterState.WITHDRAWN)


def one_line(text: str) -> str:
    """The text without line ends and control characters, whatever alphabet they come from."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _check(kind: str, language: str, context: Mapping[str, Any]) -> None:
    room, _slash, name = kind.partition("/")
    if not (room.isidentifier() and name.replace("-", "_").isidentifier()):
        raise ValueError(
            f"kind is {kind!r}; a room and the name of a letter are needed, such as registration/confirmed."
        )
    if language not in dict(settings.LANGUAGES):
        raise ValueError(f"language is {language!r}; allowed are {', '.join(dict(settings.LANGUAGES))}.")
    for key, value in context.items():
        if not _is_plain(value):
            raise ValueError(
                f"context[{key!r}] is {type(value).__name__}; a letter carries strings, numbers and lists."
            )


def _is_plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(
            isinstance(item, PLAIN)
            or (isinstance(item, Mapping) and all(isinstance(part, PLAIN) for part in item.values()))
            for item in value
        )
    return isinstance(value, PLAIN)


def _check_address(address: str) -> None:
    try:
        validate_one_address(address)
    except ValidationError as error:
        raise AddressRefused(error.messages[0], address=address) from error
