"""What search engines ask first: which addresses to leave alone, and which there are."""

from xml.etree import ElementTree

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.links import absolute
from home.domain import sitemap as sitemaps

DAY = 24 * 60 * 60
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# Staff's side, people's own links, and calendars without end: every day and week leads to the next (RFC 9309).
LEFT_ALONE = [
    "/admin/",
    "/r/",
    "/s/",
    "/q/",
    "/k/",
    "/*/o/*/register/",
    "/*/search/",
    "/*/events/day/",
    "/*/events/week/",
    "/*/events/month/",
    "/*/events/embed/",
    "/*/today/",
]


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """The rules for all robots, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in LEFT_ALONE), ""]
    lines += [f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=DAY)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page with its sisters in the other languages."""
    urls = ElementTree.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for entry in sitemaps.entries():
        url = ElementTree.SubElement(urls, "url")
        ElementTree.SubElement(url, "loc").text = entry.address
        if entry.changed:
            ElementTree.SubElement(url, "lastmod").text = entry.changed.isoformat(timespec="seconds")
        for code, _name in settings.LANGUAGES:
            if code in entry.languages and len(entry.languages) > 1:
                link = {"rel": "alternate", "hreflang": code, "href": entry.languages[code]}
                ElementTree.SubElement(url, "xhtml:link", link)
    body = b'<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(urls, encoding="utf-8")
    return HttpResponse(body, content_type="application/xml; charset=utf-8")
