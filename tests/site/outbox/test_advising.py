import io

import pytest
from django.core import mail
from django.core.management import call_command

from outbox.domain.advising import aligned


def advice(**options):
    said = io.StringIO()
    call_command("check_mail", to="ben@example.org", stdout=said, **options)
    return said.getvalue()


def test_command_says_what_to_put_in_the_dns_and_asks_nobody(settings):
    settings.DEFAULT_FROM_EMAIL = "events@library.gr"
    settings.RETURN_PATH = "bounces@mail.library.gr"
    settings.EMAIL_HOST = "smtp.library.gr"
    said = advice()
    assert "mail.library.gr  TXT  v=spf1 a:smtp.library.gr -all" in said
    assert "<selector>._domainkey.library.gr  TXT  v=DKIM1" in said
    assert "_dmarc.library.gr  TXT  v=DMARC1; p=none" in said
    assert "mail.library.gr  MX  10 smtp.library.gr" in said
    assert "Attention" not in said
    assert not mail.outbox


def test_command_names_what_no_record_can_mend(settings):
    settings.RETURN_PATH = "bounces@elsewhere.net"
    settings.EMAIL_HOST = "localhost"
    said = advice()
    assert "does not align" in said
    assert "EMAIL_HOST is this computer" in said
    assert "which no mail can come from" in said


def test_trial_letter_goes_only_when_asked():
    assert "Sent to ben@example.org." in advice(send=True)
    assert mail.outbox[0].to == ["ben@example.org"]


@pytest.mark.parametrize(
    ("visible", "other", "same"),
    [
        ("library.gr", "library.gr", True),
        ("library.gr", "mail.library.gr", True),
        ("news.library.gr", "library.gr", True),
        ("library.gr", "otherlibrary.gr", False),
    ],
)
def test_alignment_is_of_whole_names(visible, other, same):
    assert aligned(visible, other) is same
