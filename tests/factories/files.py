"""Files as somebody would hand them in: pictures with secrets, bombs, two things at once."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

SECRET = b"GPS-OF-THE-WITNESS"


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def jpeg(*, size: tuple[int, int] = (64, 48), secret: bytes = SECRET) -> bytes:
    """A photograph that carries a place, a comment, a thumbnail’s worth of text and a profile."""
    exif = Image.Exif()
    exif[0x010E] = secret.decode()
    exif[0x8825] = {1: "N", 2: (12.0, 20.0, 44.0)}
    target = io.BytesIO()
    picture = Image.new("RGB", size, (180, 40, 20))
    picture.save(target, "JPEG", exif=exif, comment=secret, icc_profile=secret * 4)
    return target.getvalue()


def png(*, size: tuple[int, int] = (64, 48)) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    target = io.BytesIO()
    Image.new("RGBA", size, (0, 80, 160, 128)).save(target, "PNG", pnginfo=info)
    return target.getvalue()


def png_bomb(*, side: int = 30_000) -> bytes:
    """A few hundred bytes that say that they are 900 million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        mark = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", mark)

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 10_000)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("Evil.class", "x")
    return target.getvalue()


def animation() -> bytes:
    target = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return target.getvalue()
