"""Ask this container's own web server whether it answers: `python -m r2p_site.probe [PORT]`.

Asked as the proxy asks, under the site's own name, since the server answers to no other.
"""

import os
import sys
import urllib.request

SECONDS = 4


def main() -> int:
    port = sys.argv[1] if len(sys.argv) > 1 else "8000"
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    request = urllib.request.Request(
        f"http://127.0.0.1:{int(port)}/livez",
        headers={"Host": host, "X-Forwarded-Proto": "https"},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS):  # noqa: S310 - our own server
            return 0
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
