"""Sealing answers: padded to one size, encrypted for one row of one pool, with a key that is never in the database.

A key is a file named by `Survey.key` in `settings.SURVEY_KEYS`: outside the database and outside backups, readable by
the site only, shared by all web and tick processes, destroyed when the survey closes. A key that is gone cannot be made
again, and neither can the answers sealed with it: that is what it is for.
"""

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from surveys.evaluation.models import SealedAnswer, Survey

# Answers by the code of their question: a step of the scale, NOT_ON_SCALE, a choice's code, or own words.
Answers = dict[str, int | str]
NOT_ON_SCALE = "apart"

SIZE = 3 * 1024  # bytes of every plaintext: own words at their longest, in any script, and all the codes
TEXT_LIMIT = 500  # characters of own words in one form; 4 bytes each at most
NONCE = 12
LENGTH = 4


class KeyLost(Exception):
    """The key of a survey with sealed answers is not where it should be. For operators: names the file."""


def seal(answers: Answers, *, survey: Survey, mode: str) -> SealedAnswer:
    """A row for the pool, not saved yet. Raises KeyLost."""
    row = SealedAnswer(survey=survey, mode=mode)
    nonce = secrets.token_bytes(NONCE)
    row.sealed = nonce + AESGCM(_key(survey)).encrypt(nonce, _pad(answers), _bound_to(row))
    return row


def unseal(row: SealedAnswer, *, survey: Survey) -> Answers:
    """What was answered. Raises KeyLost when the key is gone or another, or the row was moved or altered."""
    sealed = bytes(row.sealed)
    try:
        padded = AESGCM(_key(survey, make=False)).decrypt(sealed[:NONCE], sealed[NONCE:], _bound_to(row))
    except InvalidTag:
        raise KeyLost(f"The key {_file(survey)} does not open the answers of survey {survey.code}.") from None
    length = int.from_bytes(padded[:LENGTH], "big")
    found: Answers = json.loads(padded[LENGTH : LENGTH + length])
    return found


def destroy(key: UUID) -> None:
    """Overwrites and removes a key file; nothing happens when it is gone already."""
    path = Path(settings.SURVEY_KEYS) / f"{key}.key"
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync(path.parent)


def _pad(answers: Answers) -> bytes:
    body = json.dumps(answers, ensure_ascii=False, separators=(",", ":")).encode()
    if len(body) > SIZE - LENGTH:
        raise ValueError(f"An answer of {len(body)} bytes does not fit into {SIZE - LENGTH}.")
    return len(body).to_bytes(LENGTH, "big") + body + bytes(SIZE - LENGTH - len(body))


def _bound_to(row: SealedAnswer) -> bytes:
    """What the ciphertext is tied to: it opens only as this row of this survey and mode."""
    return f"{row.survey_id}/{row.mode}/{row.pk}".encode()


def _file(survey: Survey) -> Path:
    return Path(settings.SURVEY_KEYS) / f"{survey.key}.key"


def _key(survey: Survey, *, make: bool = True) -> bytes:
    """The 32 bytes of the survey's key; made at the first answer, never while others are sealed already."""
    path = _file(survey)
    with suppress(FileNotFoundError):
        return path.read_bytes()
    if not make or survey.key is None or survey.pool.exists():
        raise KeyLost(f"The key file {path} of survey {survey.code} is missing; its sealed answers need it.")
    _write(path, secrets.token_bytes(32))
    return path.read_bytes()


def _write(path: Path, content: bytes) -> None:
    """All of the file or nothing, for the owner only; of two writers the first wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
