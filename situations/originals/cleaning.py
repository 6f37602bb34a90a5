"""A public copy of a picture: its pixels on a fresh canvas, and nothing of what the file carried.

Saving a picture again keeps comments, colour profiles and texts; only pixels that are pasted onto a
new canvas leave everything behind, with what was hidden after the end. The size is looked at before
anything is unpacked.
"""

import io
import warnings
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from core.rules import RuleRefused

from .kinds import JPEG, PNG, WEBP

FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
# Telephones take fifty million; unpacked that is 150 MB, for a moment.
MOST_PIXELS = 52_000_000
LONGEST_SIDE = 2000
QUALITY = 85
# Behind what we count ourselves, Pillow's own guard against bombs, for every picture it opens.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def cleaned(path: Path, media_type: str) -> bytes:
    """Return a JPEG of the same picture, at most 2,000 pixels wide or high.

    Raises RuleRefused with the code "file" if it has too many pixels, is no picture of its type, is
    damaged, or moves.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(path, formats=[FORMATS[media_type]]) as picture:
                return _redrawn(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise RuleRefused(_too_large(), code="file") from None
    except (OSError, ValueError, SyntaxError, Warning, EOFError):
        raise RuleRefused(
            _("The picture is damaged, or is not what it seems to be."), code="file"
        ) from None


def _redrawn(picture: Image.Image) -> bytes:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise RuleRefused(_too_large(), code="file")
    if getattr(picture, "n_frames", 1) > 1:
        raise RuleRefused(_("Only pictures that stand still can be shown."), code="file")
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    canvas = Image.new("RGB", upright.size, "white")
    flat = upright.convert("RGBA")
    canvas.paste(flat, mask=flat.getchannel("A"))
    target = io.BytesIO()
    canvas.save(target, "JPEG", quality=QUALITY, optimize=True)
    return target.getvalue()


def _too_large() -> str:
    return _("The picture has more than %s million pixels.") % (MOST_PIXELS // 1_000_000)
