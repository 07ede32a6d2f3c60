"""Serving stored files: nothing leaves `/uploads/` that its reader may not see."""

import mimetypes
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve as serve_document
from wagtail.users.models import UserProfile

from media.assets.domain.consent import may_be_shown, may_look
from media.assets.models import LibraryImage, LibraryRendition

# A withdrawn photograph is gone everywhere within a minute: no cache keeps it longer without asking again.
PUBLIC = "public, max-age=60, must-revalidate"
PRIVATE = "private, no-store"


@require_safe
def upload_serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """A size of a picture for everybody when it may be shown, and every picture for staff who may work with it.

    Only names the database knows are opened, so no path leads anywhere else. Originals are for staff alone.
    """
    if "\0" in path:  # PostgreSQL refuses to be asked for such a name
        raise Http404
    rendition = LibraryRendition.objects.select_related("image").filter(file=path).first()
    if rendition and may_be_shown(rendition.image):
        return _answer(request, path, PUBLIC)
    image = rendition.image if rendition else LibraryImage.objects.filter(file=path).first()
    if (image and may_look(request.user, image)) or _is_portrait(request, path):
        return _answer(request, path, PRIVATE)
    raise Http404


@require_safe
def document_serve(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponseBase:
    """A document as Wagtail serves it, to be saved and never run: attachment, no sniffing, in a sandbox."""
    response = serve_document(request, document_id, document_filename)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _answer(request: HttpRequest, path: str, caching: str) -> HttpResponseBase:
    # A stored file never changes under its name, so the name is its version.
    etag = quote_etag(PurePath(path).name)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = FileResponse(default_storage.open(path))
        except FileNotFoundError as error:
            raise Http404 from error
        response["Content-Type"] = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response["ETag"] = etag
    response["Cache-Control"] = caching
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_portrait(request: HttpRequest, path: str) -> bool:
    """Whether the file is the portrait of a member of staff, which colleagues see in the admin."""
    if not path.startswith("avatar_images/") or not request.user.has_perm("wagtailadmin.access_admin"):
        return False
    return UserProfile.objects.filter(avatar=path).exists()
