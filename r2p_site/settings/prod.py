"""Production. Nothing here has a default that would be unsafe to forget."""

from .base import *  # noqa: F403 - settings modules are read by name
from .base import ONION_URL
from .base import STORAGES as STORAGES
from .environment import required, switch

ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
BASE_URL = required("BASE_URL").rstrip("/")
MAIL_DOMAIN = required("MAIL_DOMAIN")
CSRF_TRUSTED_ORIGINS = [BASE_URL, *filter(None, [ONION_URL])]

# The proxy in front ends TLS and always sets this header itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = switch("SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
