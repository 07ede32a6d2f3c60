"""The yardstick: a Django view without database, middleware and templates. Everything else is a multiple of it."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(SECRET_KEY="bench", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, MIDDLEWARE=[])


def hello(request: HttpRequest) -> HttpResponse:
    """A page of 2 kB that nobody computed."""
    return HttpResponse(b"<!doctype html><title>Hello</title>" + b"x" * 2000)


urlpatterns = [path("", hello)]
application = get_wsgi_application()
