"""An address as a square that a telephone reads (ISO/IEC 18004), drawn as one SVG path."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Signs around it that must stay empty, or cameras do not find it. (ISO/IEC 18004, 9.1)
MARGIN = 4


def qr(address: str, *, label: str) -> SafeString:
    """Return the SVG. A quarter of it may be torn off or dirty (level Q): posters hang outdoors.

    Black on white in every theme, since many cameras read it no other way.
    """
    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_Q)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    squares = "".join(
        f"M{x + MARGIN} {y + MARGIN}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"'
        ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{0}v{0}H0z"/>'
        '<path d="{2}"/></svg>',
        len(rows) + 2 * MARGIN,
        label,
        squares,
    )
