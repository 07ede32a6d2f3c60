import pytest

from tests.machinery.crawl import Answer, faults_of, links_of

STRICT = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
}


def page(body: str) -> Answer:
    return Answer(200, STRICT, f'<html lang="en"><title>T</title><h1>H</h1>{body}</html>'.encode())


def test_good_page_has_no_faults():
    assert (
        faults_of(page('<script type="application/ld+json">{}</script><script src="/static/htmx.js"></script>')) == []
    )


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<script>go()</script>", "an inline script"),
        ("<style>p{}</style>", "an inline style"),
        ('<p style="color:red">', "an inline style"),
        ('<p onclick="go()">', "an inline handler"),
        ("<h1>Two</h1>", "2 headings of the first level"),
    ],
)
def test_crawl_sees_a_fault(body, fault):
    assert faults_of(page(body)) == [fault]


def test_crawl_sees_a_loose_policy_and_a_broken_link():
    loose = {**STRICT, "content-security-policy": STRICT["content-security-policy"] + "; script-src 'unsafe-inline'"}
    assert "the policy allows unsafe-inline" in faults_of(Answer(200, loose, page("").body))
    assert "answers 404" in faults_of(Answer(404, STRICT, page("").body))


def test_crawl_stays_on_the_public_side_of_the_site():
    body = (
        b'<a href="/admin/">a</a><a href="https://example.org/">b</a><a href="?q=1#top">c</a><a href="mailto:x@y">d</a>'
    )
    assert links_of(body, "/en/events/") == ["/en/events/?q=1"]
