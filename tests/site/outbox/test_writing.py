import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from outbox.domain import AddressRefused, withdraw, write
from outbox.models import Letter, LetterState
from tests.factories import outbox

REFUSED = [
    "a@example.org, b@example.org",
    "a@example.org;b@example.org",
    "a@example.org\nBcc: b@example.org",
    "a@example.org\r\n",
    "a@example.org\u2028b@example.org",
    '"a,b"@example.org',
    '"a b"@example.org',
    "Anna <a@example.org>",
    "a@[127.0.0.1]",
    "a@b@example.org",
    "a@example",
    "example.org",
    "",
]


def test_letter_is_written_once_for_each_state(db, now):
    first = outbox.letter(about="registration:1", version=1)
    again = outbox.letter(about="registration:1", version=1, to="else@example.org")
    later = outbox.letter(about="registration:1", version=2)

    assert again == first != later
    assert Letter.objects.get(pk=first.pk).to == "ben@example.org"
    assert first.state == LetterState.QUEUED
    assert first.due_at == first.created_at == now


def test_letter_shares_the_fate_of_the_fact_it_tells(transactional_db):
    with transaction.atomic():
        outbox.letter()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("address", REFUSED)
def test_address_must_be_one_plain_address(db, address):
    with pytest.raises(AddressRefused):
        outbox.letter(to=address)
    assert not Letter.objects.exists()
    with pytest.raises(ValidationError):
        Letter(to=address).full_clean(exclude={"kind", "about", "version", "language", "due_at", "created_at"})


@pytest.mark.parametrize("address", ["anna@example.org", "o.brien+library@sub.example.co.uk", "a@bücher.example"])
def test_plain_address_is_taken_as_it_is(db, address):
    assert outbox.letter(to=address).to == address


def test_refusal_says_what_is_asked_for(db):
    with pytest.raises(AddressRefused) as refusal:
        outbox.letter(to="νίκη@example.org")  # few mail servers know other letters before the @
    assert str(refusal.value) == "Please write one e-mail address, such as anna@example.org."


@pytest.mark.parametrize("address", REFUSED[:-1])
def test_reply_address_is_checked_too(db, address):
    with pytest.raises(AddressRefused):
        outbox.letter(reply_to=address)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "confirmed"},
        {"kind": "../registration/confirmed"},
        {"kind": "registration/../../secret"},
        {"language": "xx"},
        {"context": {"event": object()}},
        {"context": {"lists": [["deep"]]}},
    ],
)
def test_mistakes_of_programmers_are_refused_at_once(db, wrong):
    fields = {"kind": "outbox/trial", **wrong}
    with pytest.raises(ValueError, match=r"kind is|language is|context"):
        outbox.letter(fields.pop("kind"), **fields)


def test_name_of_the_recipient_is_one_line(db):
    assert outbox.letter(to_name="Ben\r\nBcc: x@y.org\u2028\x00end").to_name == "Ben Bcc: x@y.org end"


def test_letters_not_sent_yet_can_be_withdrawn(db):
    waiting = outbox.letter(about="registration:1", version=1)
    other_kind = outbox.letter("outbox/other", about="registration:1", version=1)
    sent = outbox.letter(about="registration:1", version=2)
    Letter.objects.filter(pk=sent.pk).update(state=LetterState.SENT)
    stranger = outbox.letter(about="registration:2", version=1)

    assert withdraw("registration:1", kind="outbox/trial") == 1
    states = dict(Letter.objects.values_list("pk", "state"))
    assert states[waiting.pk] == LetterState.WITHDRAWN
    assert states[other_kind.pk] == LetterState.QUEUED
    assert states[sent.pk] == LetterState.SENT
    assert states[stranger.pk] == LetterState.QUEUED
    assert withdraw("registration:1") == 1


def test_writing_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):  # insert unless it is there
        write("outbox/trial", about="a:1", version=1, to="a@example.org", language="sl", context={})
