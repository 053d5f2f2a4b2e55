"""A picture that somebody uploaded -> a small PNG of our own making. Pure.

Only pixels pass: no metadata, no colour profile, no frame but the first. Nothing of the file itself is kept.
"""

import io
import warnings

from PIL import Image, ImageOps

MOST_BYTES = 2 * 1024 * 1024
MOST_SIDE = 5000  # pixels; read from the header before anything is unpacked
PRINTED = (900, 240)  # pixels; 60 x 13 mm in print at more than 300 dots an inch
FORMATS = ("PNG", "JPEG")


class NotAPicture(ValueError):
    """Not a PNG or JPEG picture that can be read."""


class TooLarge(ValueError):
    """More bytes or pixels than a logo needs."""


def clean_logo(content: bytes) -> bytes:
    """Return the picture on white as a PNG of at most `PRINTED` pixels; the same bytes give the same bytes.

    Raises `TooLarge` and `NotAPicture`.
    """
    if len(content) > MOST_BYTES:
        raise TooLarge
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            warnings.simplefilter("ignore")  # Pillow's own limit is above ours
            if max(picture.size) > MOST_SIDE:
                raise TooLarge
            picture.verify()  # uses it up; what is read next is known to be whole
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            warnings.simplefilter("ignore")
            return _as_png(picture)
    except TooLarge:
        raise
    # What Pillow raises for files that are broken on purpose is not one family.
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, MemoryError) as error:
        raise NotAPicture from error
    except Image.DecompressionBombError as error:
        raise TooLarge from error


def _as_png(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail(PRINTED, Image.Resampling.LANCZOS)
    paper = Image.new("RGBA", upright.size, "white")
    written = io.BytesIO()
    Image.alpha_composite(paper, upright).convert("RGB").save(written, "PNG", optimize=True)
    return written.getvalue()
