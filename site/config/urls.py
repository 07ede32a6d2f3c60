"""Every address of the site, in one place: signed links and feeds first, pages last."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.views import cover
from home.views import robots

urlpatterns = [
    path("", include("operations.urls")),
    path("", include("outbox.urls")),
    path("covers/<slug:kind>/<slug:seed>.svg", cover, name="cover"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.sitemap, name="sitemap"),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("media.assets.urls")),
    path("documents/", include(wagtaildocs_urls)),
    # Signed links carry their own language: /r/<token>/ and /s/<token>/.
    path("", include("events.registration.urls_signed")),
    path("", include("surveys.evaluation.urls")),
    path("api/v1/", include("events.calendar.urls_api")),
]
urlpatterns += i18n_patterns(
    path("", include("events.registration.urls")),
    path("", include("events.calendar.urls")),
    path("", include("events.programmes.urls")),
    path("", include("events.partners.urls")),
    path("", include("media.archive.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
)
