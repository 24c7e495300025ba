"""Settings, all from the environment; README lists the variables.

Production is the default and refuses what would be unsafe there: it wants a secret key of its own,
the host names it answers to, and no debug pages.
"""

import os
import re
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from portal.file_modes import FILE_MODE, FOLDER_MODE, close_to_others

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

DEVELOPMENT = (
    env.str("PLANURI_ENV", "production", validate=lambda v: v in {"production", "development"}) == "development"
)
DEBUG = env.bool("DEBUG", False)
DEVELOPMENT_KEY = "development-only-key-never-used-in-production"
SECRET_KEY = env.str("SECRET_KEY", DEVELOPMENT_KEY)
# Keys of before: what was made with them still holds, what is made now is made with the new one.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if DEVELOPMENT else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])

if not DEVELOPMENT:
    if SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 32:
        raise ImproperlyConfigured("SECRET_KEY: production wants a key of its own, of at least 32 characters.")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG: production does not run with debug pages.")
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS: name the hosts that the portal answers to.")

# Where the portal keeps what it writes: database, files, collected static files.
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))
# Nobody else on the machine reads what is written; whom the web server's group may read is said for each kind of file.
os.umask(0o077)
DATA_DIR.mkdir(parents=True, exist_ok=True)
close_to_others(DATA_DIR)
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = FILE_MODE, FOLDER_MODE

# Where backups go, the age key that closes them, after how many days without one administrators are told (0: never).
BACKUP_DIR = Path(env.str("BACKUP_DIR", str(DATA_DIR / "backups")))
BACKUP_KEY = env.str("BACKUP_KEY", "")
BACKUP_MAX_AGE = env.int("BACKUP_MAX_AGE", 0 if DEVELOPMENT else 2)

# Where readers find the portal: links in e-mails begin with it.
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000" if DEVELOPMENT else f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
SITE_NAME = env.str("SITE_NAME", "Planurile județului Cluj")
SITE_OWNER = env.str("SITE_OWNER", "Consiliul Județean Cluj")
# Whom readers write to, as the pages of contact, privacy and accessibility say it; nobody where nothing is set.
CONTACTS = {
    "email": env.str("CONTACT_EMAIL", ""),
    "phone": env.str("CONTACT_PHONE", ""),
    "address": env.str("CONTACT_ADDRESS", ""),
    # Who answers requests of public information (Legea 544/2001), and the data protection officer.
    "information_officer": env.str("INFORMATION_OFFICER", ""),
    "information_email": env.str("INFORMATION_EMAIL", ""),
    "privacy_email": env.str("PRIVACY_EMAIL", ""),
}
for _name, _address in CONTACTS.items():
    if _name.endswith("email") and _address and not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", _address):
        raise ImproperlyConfigured(f"{_name.replace('email', '').upper()}EMAIL: „{_address}” is no e-mail address.")
# Where the acts are published: the county's Monitorul Oficial Local.
MOL_URL = env.str("MOL_URL", "")
if MOL_URL and not MOL_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("MOL_URL: name a page that begins with https://.")
# Whom to tell of a weakness: an e-mail address, or a page over https.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")
if SECURITY_CONTACT and not SECURITY_CONTACT.startswith(("mailto:", "https://")):
    if ":" in SECURITY_CONTACT or "@" not in SECURITY_CONTACT:
        raise ImproperlyConfigured("SECURITY_CONTACT: name an e-mail address or a page that begins with https://.")
    SECURITY_CONTACT = f"mailto:{SECURITY_CONTACT}"

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "cluj_plans.adminsite.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "import_export",
    "simple_history",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "portal",
    "plans",
    "indicators",
    "public",
    "accounts",
    "cluj_plans",
]

MIDDLEWARE = [
    "portal.requests.RequestInHandMiddleware",
    "portal.languages.LanguageMiddleware",
    "portal.private_pages.PrivatePagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.response_headers.OwnHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.sessions.SessionEndMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accounts.key_change.middleware.KeyChangeMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_step.middleware.SecondStepMiddleware",
]

ROOT_URLCONF = "cluj_plans.urls"
WSGI_APPLICATION = "cluj_plans.wsgi.application"

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
            ],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    if sqlite3.sqlite_version_info < (3, 51, 3) and not DEVELOPMENT:
        raise ImproperlyConfigured(
            f"DATABASE_URL: SQLite {sqlite3.sqlite_version} can lose committed writes; production wants pysqlite3 "
            "(requirements.txt), which has no wheel for every machine, or PostgreSQL."
        )
    # Without IMMEDIATE, two editors lock each other out at once, whatever the timeout.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # What was committed is on the disk, so that a loss of power loses none; development need not wait.
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'NORMAL' if DEVELOPMENT else 'FULL'}; "
        "PRAGMA foreign_keys=ON;",
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
    for suffix in ("", "-wal", "-shm"):
        close_to_others(Path(f"{DATABASES['default']['NAME']}{suffix}"))
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {"options": "-c statement_timeout=15000 -c lock_timeout=5000"}

# One memory for all processes, in the database: failed logins are counted there, and a restart forgets none.
CACHES = {
    "default": {
        "BACKEND": "portal.cache.StrictDatabaseCache",
        "LOCATION": "accounts_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

LANGUAGE_CODE = "ro"
LANGUAGES = [("ro", "Română"), ("en", "English")]
TIME_ZONE = "Europe/Bucharest"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static", ("ghid", BASE_DIR / "docs" / "ghid" / "imagini")]
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Compressing each file in every way takes longer than all else of a first start.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:account_home"
LOGOUT_REDIRECT_URL = "/"

BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
ACCOUNT_ADAPTER = "accounts.entering.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
# Five failures under one name close it for five minutes; an office behind one address may fail more often.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/5m/key", "login": "60/m/ip", "calendar": "60/m/ip"}
ACCOUNT_FORMS = {
    "login": "accounts.entering.forms.LoginForm",
    "change_password": "accounts.entering.forms.ChangePasswordForm",
    "set_password": "accounts.entering.forms.SetPasswordForm",
    "reset_password": "accounts.entering.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.entering.forms.ResetPasswordKeyForm",
    "reauthenticate": "accounts.entering.forms.ReauthenticateForm",
}
# Publishers and administrators enter in two steps; demo accounts, in development, need not.
REQUIRE_MFA = env.bool("REQUIRE_MFA", not DEVELOPMENT)
MFA_ADAPTER = "accounts.entering.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_FORMS = {
    "authenticate": "accounts.entering.forms.CodeForm",
    "reauthenticate": "accounts.entering.forms.CodeAgainForm",
    "activate_totp": "accounts.entering.forms.ActivateForm",
}
# The county's own identity provider, where it has one: the address of its tenant, its name on the button.
OIDC = {
    "server": env.str("OIDC_SERVER_URL", "").rstrip("/"),
    "client": env.str("OIDC_CLIENT_ID", ""),
    "name": env.str("OIDC_NAME", "contul de serviciu"),
}
OIDC = OIDC if OIDC["server"] and OIDC["client"] else {}
SOCIALACCOUNT_ADAPTER = "accounts.entering.adapters.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": OIDC["name"],
            "client_id": OIDC["client"],
            "secret": env.str("OIDC_CLIENT_SECRET", ""),
            "settings": {
                "server_url": OIDC["server"],
                # Some providers (Microsoft Entra) hand out only addresses they checked, and do not say so.
                "verified_email": env.bool("OIDC_TRUST_EMAIL", False),
            },
        }
    ]

SECURE_SSL_REDIRECT = env.bool("HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
# A session ends after a week, and sooner when nothing is done (accounts/sessions.py).
SESSION_COOKIE_AGE = 7 * 24 * 3600
if SECURE_SSL_REDIRECT:
    # Browsers take a cookie of such a name from this host alone, over https alone.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
# Whoever watches the portal on its own machine speaks no TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_SSL_REDIRECT
# A list inside browsers holds whole domains: whether the county's is on it is not for one of its sites to say.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE_SSL_REDIRECT else "http"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that leads on to the identity provider is held to this, too.
        "form-action": [SELF, "{0.scheme}://{0.netloc}".format(urlsplit(OIDC["server"]))] if OIDC else [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Room for a text far over the limit of its field, so that it is refused beside the field.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "portal.upload_handlers.CappedUploadHandler",
]
# How much the evidence of one institution may take in all, and where the virus scanner listens, if there is one.
EVIDENCE_QUOTA_MB = env.int("EVIDENCE_QUOTA_MB", 2000)
CLAMD_SOCKET = env.str("CLAMD_SOCKET", "")
# A plan's admin page carries its sections, levels, acts, budget lines and signatories as one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

EMAIL = env.dj_email_url("EMAIL_URL", "console://" if DEVELOPMENT else "smtp://localhost:25")
globals().update({name: value for name, value in EMAIL.items() if name.startswith("EMAIL")})
# How many seconds a mail server may keep quiet.
EMAIL_TIMEOUT = EMAIL.get("EMAIL_TIMEOUT") or 10
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", "portal@localhost")

# What takes long is done by `manage.py work`, from a queue in the database.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# After how many seconds without a sign of life a worker counts as gone, and what it did is done again.
TASK_LEASE = 30

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "portal"
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "portal.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line" if DEVELOPMENT else "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {
        # Django's own handlers, which would print a second line in another form.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "portal.access": {"level": env.str("LOG_LEVEL", "WARNING") if DEVELOPMENT else "INFO"},
    },
}
