"""Settings that hold everywhere. What differs by place is read from the environment.

Every variable is described in docs/reference/environment.md.
"""

from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from outbox.providers import anymail_settings

from .environment import database, mailers, optional, required

BASE_DIR = Path(__file__).resolve().parent.parent.parent

SITE_NAME = optional("SITE_NAME", "Never Silent")
BASE_URL = optional("BASE_URL", "http://localhost:8000").rstrip("/")
# Where the same site is reached inside Tor, if it is.
ONION_URL = optional("ONION_URL").rstrip("/")

SECRET_KEY = required("SECRET_KEY")
# Personal data is sealed to the public key; only workers hold the private one (core.sealed).
SEALING_PUBLIC_KEY = required("SEALING_PUBLIC_KEY")
SEALING_PRIVATE_KEY = optional("SEALING_PRIVATE_KEY")
BLIND_INDEX_KEY = required("BLIND_INDEX_KEY")

DEBUG = False
ALLOWED_HOSTS = optional("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ROOT_URLCONF = "r2p_site.urls"
WSGI_APPLICATION = "r2p_site.wsgi.application"
SITE_ID = 1

INSTALLED_APPS = [
    "r2p_site",
    "alerts",
    "campaigns",
    "situations",
    "officials",
    "accounts",
    "outbox",
    "audit",
    "core",
    "crispy_forms",
    "crispy_bootstrap5",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "accounts.admin_config.GuardedAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "r2p_site.kept_answers.KeptAnswersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "r2p_site.middleware.SafetyHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "r2p_site.middleware.LanguageMiddleware",
    "r2p_site.middleware.PublicFormMiddleware",
    # Who is there. What is the same for everybody is answered above, and never asks.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "r2p_site.middleware.RefusalMiddleware",
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "r2p_site.context.site",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {"default": database(required("DATABASE_URL"))}
REDIS_URL = required("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cache",
        # A cache that hangs must not hang a page with it.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

# How many proxies of ours stand in front, so that a login attempt and a signature are counted where
# they came from.
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = int(optional("TRUSTED_PROXIES", "0"))
# A file that lists networks which many people share, as Tor exits: a wider limit holds there.
SHARED_NETWORKS = optional("SHARED_NETWORKS")
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_METHODS = {"email"}
# Only in the browser that signed up, which so comes back to the page it was on its way to.
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.signup.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
# Nobody is let in before an address is confirmed; so whoever has a factor may change theirs.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "accounts.login_forms.OneTimeAuthenticateForm",
    "reauthenticate": "accounts.login_forms.OneTimeReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
# A telephone's clock may be half a minute off. Each code is good once all the same.
MFA_TOTP_TOLERANCE = 1

SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
    ("ru", _("Russian")),
    ("zh-hans", _("Chinese")),
]
FORMAT_MODULE_PATH = "r2p_site.formats"
LOCALE_PATHS = [BASE_DIR / "templates" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
# How long a process shows a petition's page as it has made it once (core.shelf).
PAGE_KEPT_SECONDS = 1.0
URLIZE_ASSUME_HTTPS = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

MAILERS = mailers()
MAIL_DOMAIN = optional("MAIL_DOMAIN", "localhost")
DEFAULT_FROM_EMAIL = optional("DEFAULT_FROM", f"{SITE_NAME} <alerts@{MAIL_DOMAIN}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Bounces come back to addresses of their own in this domain, one for each mail.
BOUNCE_DOMAIN = optional("BOUNCE_DOMAIN", f"bounce.{MAIL_DOMAIN}")
# Offices answer letters to addresses of their own in this domain, one for each letter.
REPLY_DOMAIN = optional("REPLY_DOMAIN", MAIL_DOMAIN)
# Letters leave in the hours and on the days of the office that they go to.
LETTERS_KEEP_HOURS = True
# The name under which our own mail system writes what it found of a sender: RFC 8601, 2.5.
MAIL_AUTHSERV_ID = optional("MAIL_AUTHSERV_ID")
# A mailbox that they come to, where no mail system hands them over: pops://user:password@host:995.
BOUNCE_MAILBOX_URL = optional("BOUNCE_MAILBOX_URL")
# Mail providers that may report by a call of their own, and how they prove that it is them.
MAIL_PROVIDERS = [name.strip() for name in optional("MAIL_PROVIDERS").split(",") if name.strip()]
ANYMAIL = anymail_settings(
    MAIL_PROVIDERS,
    secret=optional("MAIL_WEBHOOK_SECRET"),
    keys=optional("MAIL_WEBHOOK_KEYS"),
)
# Where the relay does not sign, the workers do (RFC 6376): both or neither.
DKIM_SELECTOR = optional("DKIM_SELECTOR")
DKIM_PRIVATE_KEY = optional("DKIM_PRIVATE_KEY")
# How long a worker may hold what it has claimed. Longer than the relay's slowest answer.
OUTBOX_LEASE_SECONDS = int(optional("OUTBOX_LEASE_SECONDS", "120"))

# What the warning desk promises: hours until a warning is acknowledged; from then until it comes to
# a reasoned end; before an overdue one goes to the next person; days that a question may be open.
WARNING_ACKNOWLEDGE_HOURS = int(optional("WARNING_ACKNOWLEDGE_HOURS", "24"))
WARNING_TRIAGE_HOURS = int(optional("WARNING_TRIAGE_HOURS", "72"))
WARNING_ESCALATE_HOURS = int(optional("WARNING_ESCALATE_HOURS", "12"))
WARNING_QUESTION_DAYS = int(optional("WARNING_QUESTION_DAYS", "14"))
# Files of evidence lie here, outside of whatever a web server serves. Web and worker share it.
EVIDENCE_DIR = Path(optional("EVIDENCE_DIR", str(BASE_DIR / "var" / "evidence")))
# What was made for a delivery lies here, encrypted, until three days after it was handed over.
DELIVERY_DIR = EVIDENCE_DIR / "deliveries"
EVIDENCE_MAX_BYTES = int(optional("EVIDENCE_MAX_BYTES", "50_000_000"))
# What was erased is noted here too, outside of the database, so that a restored backup does not
# bring it back; and for how long: longer than the oldest backup.
ERASURES_DIR = Path(optional("ERASURES_DIR", str(BASE_DIR / "var" / "erasures")))
ERASURES_KEPT_DAYS = int(optional("ERASURES_KEPT_DAYS", "35"))
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "situations.originals.uploading.EvidenceUploadHandler",
]
IMPORT_MAX_BYTES = int(optional("IMPORT_MAX_BYTES", "1_000_000_000"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "core.quiet.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django's own set-up would mail tracebacks, and with them people's data, to ADMINS.
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # It says at each request that it has lent a connection.
        "psycopg.pool": {"level": "WARNING"},
        # It names each of its detectors at each mail, and quotes mails in its errors.
        "flufl.bounce": {"level": "CRITICAL"},
    },
}
