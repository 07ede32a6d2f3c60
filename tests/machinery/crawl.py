"""Walks through a site as a stranger does, from link to link, and says what is wrong with the pages it finds."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

DATA = {"application/ld+json", "application/json"}
# Files and the staff's side: their own tests.
ELSEWHERE = re.compile(r"^/(admin|static|uploads|documents|covers)/")


@dataclass(frozen=True)
class Answer:
    """What came back for one address, redirects followed."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_page(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


@dataclass
class Walk:
    """Addresses seen, each with the page that led there; and faults, one sentence each."""

    seen: dict[str, str] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def crawl(get: Callable[[str], Answer], start: str = "/", *, limit: int = 200, variants: int = 2) -> Walk:
    """Follow every link of every page, breadth first, up to `limit` addresses.

    `variants` is how many different queries of one path are tried: filters multiply, and all look the same.
    """
    walk = Walk({start: "the start"})
    queue, queries = [start], {}
    while queue and len(walk.pages) < limit:
        path = queue.pop(0)
        answer = get(path)
        walk.pages.append(path)
        walk.faults += [f"{path} (linked from {walk.seen[path]}): {fault}" for fault in faults_of(answer)]
        if not answer.is_page:
            continue
        for link in links_of(answer.body, path):
            known = queries.setdefault(urlsplit(link).path, set())
            if link not in walk.seen and len(known) < variants:
                known.add(link)
                walk.seen[link] = path
                queue.append(link)
    return walk


def links_of(body: bytes, path: str) -> list[str]:
    """Addresses of this site that the page links to, without fragments, in order."""
    found = []
    for tag in BeautifulSoup(body, "html.parser").find_all("a", href=True):
        link = urldefrag(urljoin(path, tag["href"])).url
        parts = urlsplit(link)
        if parts.scheme in ("", "http", "https") and parts.netloc in ("", "localhost", "testserver"):
            address = parts.path + (f"?{parts.query}" if parts.query else "")
            if address.startswith("/") and not ELSEWHERE.match(address) and "page" not in parse_qs(parts.query):
                found.append(address)
    return found


def faults_of(answer: Answer) -> list[str]:
    """What every public answer owes: a good status, the strict policy; pages also a language, one heading, a title."""
    faults = [] if answer.status == 200 else [f"answers {answer.status}"]
    faults += _faults_of_headers(answer.headers)
    return faults + (_faults_of_page(BeautifulSoup(answer.body, "html.parser")) if answer.is_page else [])


def _faults_of_headers(headers: dict[str, str]) -> list[str]:
    policy = headers.get("content-security-policy", "")
    wanted = ["object-src 'none'", "base-uri 'none'", "frame-ancestors", "default-src 'none'"]
    faults = [f"the policy lacks {part}" for part in wanted if part not in policy]
    faults += [f"the policy allows {part}" for part in ("unsafe-inline", "unsafe-eval", "*") if part in policy]
    if headers.get("x-content-type-options") != "nosniff":
        faults.append("no nosniff")
    if headers.get("referrer-policy") not in {"same-origin", "no-referrer", "strict-origin"}:
        faults.append("no Referrer-Policy")
    return faults


def _faults_of_page(page: BeautifulSoup) -> list[str]:
    faults = []
    if not (page.html and page.html.get("lang")):
        faults.append("the page does not say its language")
    if len(page.find_all("h1")) != 1:
        faults.append(f"{len(page.find_all('h1'))} headings of the first level")
    if not (page.title and page.title.get_text(strip=True)):
        faults.append("no title")
    if any(script.get("type") not in DATA and script.get_text(strip=True) for script in page.find_all("script")):
        faults.append("an inline script")
    if page.find("style") or page.find(style=True):
        faults.append("an inline style")
    if any(name.startswith("on") for tag in page.find_all(True) for name in tag.attrs):
        faults.append("an inline handler")
    return faults
