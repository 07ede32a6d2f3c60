"""What an uploaded file must be, judged by its content and never by its name."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

# Pillow's names of what we take, and the ending we store each under. Everything else Pillow knows (EPS, TIFF, PSD,
# FITS...) is never even tried; SVG and HTML are no pictures to it.
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif", "GIF": ".gif"}
_TAIL = 2048


def open_picture(file: File) -> Image.Image:
    """The opened picture, its pixels not read yet; ValidationError when it is none of ours or too large.

    The size stands in the header, so a small file that would unfold to gigabytes is refused before it does.
    """
    file.seek(0)
    try:
        picture = Image.open(file, formats=list(ENDINGS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ValidationError(
            _("This file is no JPEG, PNG, WebP, AVIF or GIF picture, whatever its name says."), code="not_a_picture"
        ) from error
    if picture.width * picture.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        raise _too_large()
    return picture


def _too_large() -> ValidationError:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    return ValidationError(
        _("This picture has too many pixels; %(most)s million are the most we take.") % {"most": most},
        code="too_many_pixels",
    )


def check_pdf(file: File) -> None:
    """ValidationError unless the file is a PDF from its first byte to its end mark."""
    file.seek(0)
    head = file.read(8)
    file.seek(max(file.size - _TAIL, 0))
    tail = file.read(_TAIL)
    file.seek(0)
    if not head.startswith(b"%PDF-") or b"%%EOF" not in tail:
        raise ValidationError(_("This file is no PDF, whatever its name says."), code="not_a_pdf")
