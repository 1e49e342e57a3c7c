"""The settings. What differs between machines comes from the environment, with a safe default
for a developer's machine; a production start without its secrets is refused."""

import os
import time
from pathlib import Path

from policyportal import __version__, logs, signing_in
from policyportal.counts import counting_in
from policyportal.environment import DEVELOPMENT_KEY, Environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Environment()
MUST_BE_GIVEN = env.NOTSET

DEBUG = env.bool("DJANGO_DEBUG", default=False)
SECRET_KEY = env.str("DJANGO_SECRET_KEY", default=DEVELOPMENT_KEY if DEBUG else MUST_BE_GIVEN)
# Earlier keys, so that a new one ends no session and no link; taken out some weeks later.
SECRET_KEY_FALLBACKS = env.list("DJANGO_SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list(
    "DJANGO_ALLOWED_HOSTS",
    default=["127.0.0.1", "localhost", "[::1]"] if DEBUG else MUST_BE_GIVEN,
)
CSRF_TRUSTED_ORIGINS = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[])
# Pages made by another release are not served from a reader's cache.
RELEASE = env.str("PORTAL_RELEASE", default=str(time.time()) if DEBUG else __version__)
# Where readers find the portal; printed in files, which outlive any one request.
PUBLIC_ADDRESS = env.str(
    "PORTAL_PUBLIC_ADDRESS", default="http://127.0.0.1:8000" if DEBUG else MUST_BE_GIVEN
).rstrip("/")

INSTALLED_APPS = [
    "policies.apps.PoliciesConfig",
    "policies.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "simple_history",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Its tables are always there, so that a backup goes from any installation to any other.
    "allauth.socialaccount",
]

MIDDLEWARE = [
    # Outermost, so that refusals and redirections of those within carry the headers too.
    "policyportal.middleware.security_headers",
    "policyportal.request_ids.request_ids",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Beside WhiteNoise: what is the same for everybody asks nobody who they are.
    "policies.views.stored.stored_files",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # Django's own would ask the browser and a cookie, and so split every cache.
    "policies.views.language.LanguageOfTheAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Before whatever asks who is signed in.
    "policies.views.signing_in.second_factor.SecondFactor",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "policyportal.urls"
WSGI_APPLICATION = "policyportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

CACHES = {
    # How many forms readers sent lately, and how often somebody tried to sign in. Each process
    # counts for itself unless this names a cache that they share: a table of the database, Redis.
    **counting_in(env.cache_url("PORTAL_PACE_CACHE_URL", default="locmemcache://pace")),
    # Pages are kept under a hash of all that they show, so a process never serves one that changed.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        # As long as a cache between the portal and its readers may go on showing them.
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}

# Database: DATABASE_URL names SQLite or PostgreSQL; both keep every rule of the record.
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")
}
# A thread of a worker serves one request at a time, so that the connection which it keeps is a
# pool of just the right size, without a package more.
DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    # Tests use a file too: in memory, SQLite locks whole tables and several readers fail.
    # The process number lets two runs of the suite go on side by side.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / f"test-{os.getpid()}.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        # Writers queue instead of failing: who reads and then writes takes the turn first.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # Without recursive triggers INSERT OR REPLACE walks round the guards against deletion.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "policies.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "policies:home"
vars().update(signing_in.configuration(env, is_trial=DEBUG))
# A working day, or until the browser is closed.
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
# Django's own choice is a cookie, which would carry what an officer is told to their browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "policies.views.refused.form_refused"

# History: set before the first migration, because some of these change columns and indexes.
SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
SIMPLE_HISTORY_FILEFIELD_TO_CHARFIELD = True
SIMPLE_HISTORY_DATE_INDEX = "Composite"

# Language and time: every date of the record is a London date.
LANGUAGE_CODE = "en-gb"
# The interface speaks the first two; files and translated texts also the others.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg"), ("ur", "اردو"), ("bn", "বাংলা")]
LOCALE_PATHS = [BASE_DIR / "policies" / "locale"]
FORMAT_MODULE_PATH = "policyportal.formats"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = env.path("PORTAL_STATIC_DIR", default=str(VAR_DIR / "static"))()
# The web fonts that ``collect_fonts`` makes from those that are installed.
FONTS_DIR = VAR_DIR / "fonts"
STATICFILES_DIRS = [BASE_DIR / "static"]
if FONTS_DIR.is_dir():
    STATICFILES_DIRS.append(("fonts", FONTS_DIR))
MEDIA_ROOT = env.path("PORTAL_FILES_DIR", default=str(VAR_DIR / "files"))()
STORAGES = {
    "default": {"BACKEND": "policyportal.storage.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# In development the server finds the static files itself, so that nobody has to collect them first.
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Braille: the cells of a line and the lines of a page, as the council's embosser has them.
PORTAL_BRAILLE_CELLS = env.at_least("PORTAL_BRAILLE_CELLS", 20, default=40)
PORTAL_BRAILLE_LINES = env.at_least("PORTAL_BRAILLE_LINES", 10, default=25)

# A better voice for recordings in English than espeak-ng: a command that reads the words from its
# standard input and writes a WAV file to its standard output. It is called without a shell.
PORTAL_VOICE_COMMAND = env.str("PORTAL_VOICE_COMMAND", default="")

# Front servers that each add the address of whoever called them to X-Forwarded-For. With none,
# the header is not believed: anyone could write it.
TRUSTED_PROXIES = env.int(
    "PORTAL_TRUSTED_PROXIES", default=int(env.bool("DJANGO_BEHIND_PROXY", default=False))
)

# Mail: EMAIL_URL names the server, as smtp+tls://user:password@mail.example:587 does. In
# development messages are printed.
vars().update(
    env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25")
)
DEFAULT_FROM_EMAIL = env.str("PORTAL_MAIL_FROM", default="policies@localhost")
# A mail server that does not answer must not hold the clock up.
EMAIL_TIMEOUT = 20

# Security
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
}
PERMISSIONS_POLICY_DENY = ["camera", "geolocation", "microphone", "payment", "usb"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Whom to tell of a hole in the portal (RFC 9116), and until when that is sure to be read.
SECURITY_CONTACT = env.str("PORTAL_SECURITY_CONTACT", default="")
SECURITY_CONTACT_UNTIL = env.day("PORTAL_SECURITY_CONTACT_UNTIL", default=None)
# Whom to ask about one’s own personal data: an e-mail address or the address of a page.
DATA_PROTECTION_CONTACT = env.str("PORTAL_DATA_PROTECTION_CONTACT", default="")
if not DEBUG:
    SECURE_CSP["upgrade-insecure-requests"] = []
    SECURE_SSL_REDIRECT = env.bool("DJANGO_SECURE_SSL_REDIRECT", default=True)
    # Only behind a front server that sets this header itself: anyone else could forge it.
    if env.bool("DJANGO_BEHIND_PROXY", default=False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("DJANGO_HSTS_SECONDS", default=3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("DJANGO_HSTS_INCLUDE_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = env.bool("DJANGO_HSTS_PRELOAD", default=True)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"

# Monitors ask over the loopback, without the front server that has the certificate.
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]

# Watching it
LOGGING = logs.configuration(readable=DEBUG)
# A clock that has not run to its end for so long is late, and the portal not ready. A run that
# builds many recordings takes a while.
PORTAL_CLOCK_LATE_MINUTES = env.int("PORTAL_CLOCK_LATE_MINUTES", default=30)

if not DEBUG:
    env.look_through(
        secret_key=SECRET_KEY,
        hosts=ALLOWED_HOSTS,
        public_address=PUBLIC_ADDRESS,
        mail_from=DEFAULT_FROM_EMAIL,
        security_contact=SECURITY_CONTACT,
    )
env.refuse_what_is_wrong()
