import pytest

from core.addresses import AddressRefused, judge, judge_number

WRITTEN = """
http://127.0.0.1/ http://127.1/ http://127.0.1/ http://127.255.255.254/ http://0.0.0.0/ http://0/ http://0.1.2.3/
http://10.0.0.1/ http://10.255.255.255/ http://172.16.0.1/ http://172.31.255.255/ http://192.168.0.1/
http://100.64.0.1/ http://100.127.255.255/ http://169.254.169.254/latest/meta-data/ http://169.254.0.1/
http://192.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://198.19.255.255/ http://198.51.100.7/ http://203.0.113.9/
http://224.0.0.1/ http://239.255.255.255/ http://240.0.0.1/ http://255.255.255.255/ http://192.88.99.1/
http://168.63.129.16/ http://2130706433/ http://017700000001/ http://0x7f000001/ http://0x7f.1/ http://0177.1/
http://0177.0.0.1/ http://0x7f.0x0.0x0.0x1/ http://127.0.0.1./ http://3232235521/ http://0xA9FEA9FE/ http://1.1/
http://①②⑦.⓪.⓪.①/ http://１２７.0.0.1/ http://127。0。0。1/ http://127.0.0.0x1/ http://256.1.1.1/ http://1.2.3.4.5/
http://[::]/ http://[::1]/ http://[0:0:0:0:0:0:0:1]/ http://[fc00::1]/ http://[fd12:3456::1]/ http://[fe80::1]/
http://[fe80::1%25eth0]/ http://[ff02::1]/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[::ffff:10.0.0.1]/
http://[::ffff:169.254.169.254]/ http://[::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://[64:ff9b::10.0.0.1]/
http://[64:ff9b:1::1]/ http://[2002:7f00:1::]/ http://[2002:a00:1::1]/ http://[2001::1]/ http://[2001:db8::1]/
http://[100::1]/ http://[fec0::1]/ http://[5f00::1]/ http://[3fff::1]/
http://localhost/ http://LOCALHOST/ http://localhost./ http://a.localhost/ http://ⓛocalhost/ http://intranet/
http://printer.local/ http://metadata.google.internal/ http://metadata/ http://router.lan/ http://nas.home.arpa/
http://user@calendar.example.org/ http://user:secret@calendar.example.org/ http://calendar.example.org@127.0.0.1/
http://calendar.example.org\\@127.0.0.1/ http://127.0.0.1\\.calendar.example.org/ http:\\\\127.0.0.1/
http://calendar.example.org:22/ http://calendar.example.org:8080/ https://calendar.example.org:0/
http://calendar.example.org:99999/ http://calendar.example.org:x/ http://%31%32%37.0.0.1/ http://127.0.0.1%00.example.org/
http://example..org/ http://-/ http:/// http:calendar.example.org //calendar.example.org/ calendar.example.org
ftp://calendar.example.org/ file:///etc/passwd gopher://calendar.example.org/ javascript:alert(1) data:text/plain,x
dict://127.0.0.1:11211/ webcal://127.0.0.1/ webcal://localhost/
"""
REFUSED = WRITTEN.split()
ODD = {
    "empty": "",
    "blank inside": "http://calendar.example.org/a b",
    "line break": "http://calendar.example.org/\r\nHost: x",
    "tab in the host": "http://calen\tdar.example.org/",
    "too long": "http://calendar.example.org/" + "a" * 3000,
}


def test_there_are_enough_spellings():
    assert len(set(REFUSED)) >= 100


@pytest.mark.parametrize("address", [*REFUSED, *ODD.values()])
def test_address_that_leads_inside_or_nowhere_is_refused_with_a_sentence(address):
    with pytest.raises(AddressRefused) as refusal:
        judge(address)

    assert str(refusal.value).endswith(".")
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://calendar.example.org/feed.ics?key=1", "https://calendar.example.org/feed.ics?key=1"),
        ("webcal://calendar.example.org/feed.ics", "https://calendar.example.org/feed.ics"),
        ("HTTP://Calendar.Example.ORG:80", "http://calendar.example.org/"),
        ("https://calendar.example.org.:443/", "https://calendar.example.org/"),
        ("https://βιβλιοθήκη.example.gr/ημερολόγιο", "https://xn--jxahavdebkf5b.example.gr/%CE%B7"),
        ("http://93.184.216.34/a", "http://93.184.216.34/a"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ],
)
def test_public_address_is_taken_as_it_is_meant(written, meant):
    assert str(judge(written)).startswith(meant)


@pytest.mark.parametrize("location", ["http://127.0.0.1/", "//localhost/", "file:///etc/passwd", "http://[::1]/x"])
def test_redirect_is_judged_like_an_address(location):
    with pytest.raises(AddressRefused):
        judge("http://calendar.example.org/").led_to(location)


def test_redirect_never_leaves_encryption():
    safe = judge("https://calendar.example.org/a/b")

    assert str(safe.led_to("../c.ics")) == "https://calendar.example.org/c.ics"
    with pytest.raises(AddressRefused, match="without encryption"):
        safe.led_to("http://calendar.example.org/c.ics")


def test_port_for_tests_opens_loopback_alone_and_only_that_port():
    assert judge("http://127.0.0.1:5555/", ports={5555}).port == 5555
    judge_number("127.0.0.1", 5555, ports={5555})
    for address in ("http://127.0.0.1:5556/", "http://10.0.0.1:5555/", "http://calendar.example.org:5555/"):
        with pytest.raises(AddressRefused):
            judge(address, ports={5555})
