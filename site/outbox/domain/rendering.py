"""The words of a letter: its three templates, in its language, with the facts it carries and nothing else."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import translation

from outbox.domain.writing import one_line
from outbox.models import Letter

LONGEST_SUBJECT = 200
# What mail programs turn into links: a scheme, and a dot between a word and two letters or more.
SCHEME = re.compile(r"\b[a-z][a-z0-9+.-]*:/*(?=\S)", re.IGNORECASE)
DOMAIN_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d_]{2})")


@dataclass(frozen=True)
class Words:
    """A letter as it is read."""

    sender: str
    subject: str
    text: str
    html: str


def render(letter: Letter) -> Words:
    """The words of the letter. Raises what a broken template raises; no fact is ever read as a template."""
    room, name = letter.kind.split("/")
    base = f"{room}/letters/{name}"
    with translation.override(letter.language):
        sender = str(letter.branch.name) if letter.branch else settings.SITE_NAME
        facts = _facts(letter, sender)
        subject = _cut(one_line(_fill(f"{base}.subject.txt", facts, autoescape=False)))
        facts["subject"] = subject
        text = _fill(f"{base}.txt", facts, autoescape=False)
        html = _fill(f"{base}.html", facts, autoescape=True)
    return Words(sender=sender, subject=subject, text=_tidy(text), html=html.strip() + "\n")


def name_of_kind(kind: str) -> str:
    """What staff call a kind of letter, in the active language: its subject without the names in it."""
    try:
        subject = _fill(f"{kind.replace('/', '/letters/', 1)}.subject.txt", {}, autoescape=False)
    except TemplateDoesNotExist:
        return kind
    return one_line(subject).strip(' :,;–-“”"()') or kind


def unlinked(text: str) -> str:
    """The text so that no mail program makes a link of it: a person may be called anything (T-H2)."""
    return DOMAIN_DOT.sub(".\u200b", SCHEME.sub("", text))


def _facts(letter: Letter, sender: str) -> dict[str, Any]:
    facts = {key: _safe(key, value) for key, value in letter.context.items()}
    return facts | {
        "language": letter.language,
        "library_name": settings.SITE_NAME,
        "base_url": settings.BASE_URL,
        "sender_name": sender,
        "letter_of_branch": letter.branch is not None,
        "to_name": unlinked(letter.to_name),
    }


def _safe(key: str, value: Any) -> Any:
    if isinstance(value, str) and key.endswith("name"):
        return unlinked(one_line(value))
    if isinstance(value, list):
        return [{k: _safe(k, v) for k, v in item.items()} if isinstance(item, dict) else item for item in value]
    return value


def _fill(template: str, facts: dict[str, Any], *, autoescape: bool) -> str:
    # The engine's own template, because only it takes a context that says whether to escape.
    return str(get_template(template).template.render(Context(facts, autoescape=autoescape)))  # type: ignore[attr-defined]


def _cut(subject: str) -> str:
    return subject if len(subject) <= LONGEST_SUBJECT else subject[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _tidy(text: str) -> str:
    """Lines without spaces at their end and never two empty ones together: template tags leave both."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"
