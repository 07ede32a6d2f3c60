"""Two addresses for machines: is the process alive, and can the site do its work."""

from ipaddress import ip_address

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import split_domain_port
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock
from operations.domain.readiness import examine

LOOPBACK_NAMES = {"localhost", "127.0.0.1", "[::1]"}
# A proxy on this machine comes from loopback too; then somebody else may be behind it.
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 or 503; what was found is told on this machine only."""
    findings = examine(clock.now())
    ready = all(finding.well for finding in findings)
    status = 200 if ready else 503
    if not from_this_machine(request):
        return HttpResponse("ready\n" if ready else "not ready\n", status=status, content_type="text/plain")
    told = {finding.name: {"well": finding.well, "found": finding.sentence} for finding in findings}
    return JsonResponse({"ready": ready, **told}, status=status)


def from_this_machine(request: HttpRequest) -> bool:
    """Asked directly, over loopback and by a loopback name."""
    if any(name in request.headers for name in FORWARDED):
        return False
    host, _port = split_domain_port(request.get_host())
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback and host in LOOPBACK_NAMES
    except ValueError:  # a Unix socket has no address: there is a proxy before it
        return False
