"""The two applications Django loads: the portal itself, and its admin, the officer's desk."""

from django.apps import AppConfig
from django.conf import settings
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils import timezone, translation

from policies.domain import language


def lift_guards(sender, using, plan, **kwargs):
    """Take the guards away while SQLite rebuilds tables: it refuses to rename a table that a
    trigger elsewhere names. PostgreSQL keeps them on throughout."""
    from policies.models import guards

    if plan and connections[using].vendor == "sqlite":
        guards.uninstall(connections[using])


def install_guards(sender, using, **kwargs):
    """Put the guards back: SQLite drops them silently when a migration rebuilds a table."""
    from policies.models import guards

    guards.install(connections[using])


@checks.register(checks.Tags.database)
def check_guards(app_configs, databases, **kwargs):
    """Report guards that are not in the database: without them raw SQL could alter the record."""
    from policies.models import Version, guards

    for alias in databases or []:
        connection = connections[alias]
        if Version._meta.db_table not in connection.introspection.table_names():
            continue
        absent = guards.missing(connection)
        if absent:
            yield checks.Error(
                f"{len(absent)} guards of the record are missing: {', '.join(absent[:3])} …",
                hint="Run: manage.py migrate",
                id="policies.E001",
            )


@checks.register(checks.Tags.database)
def check_search(app_configs, databases, **kwargs):
    """Report a search index that is not in the database: without it nothing can be published."""
    from policies.models import PublicSection
    from policies.models.search import index_of

    for alias in databases or []:
        connection = connections[alias]
        if PublicSection._meta.db_table not in connection.introspection.table_names():
            continue
        if not index_of(connection).is_there():
            yield checks.Error(
                "The search index is missing.", hint="Run: manage.py migrate", id="policies.E003"
            )


@checks.register
def check_formats(app_configs, **kwargs):
    """Report each format that cannot be made on this machine; the others are made all the same."""
    from policies import formats
    from policies.domain.languages import TARGETS

    for name, row in formats.FORMATS.items():
        missing = (formats.missing_part(name, code) for code in ("en-GB", *TARGETS))
        for why_not in dict.fromkeys(filter(None, missing)):
            yield checks.Warning(f"{row.label}: {why_not}", id="policies.W002")


@checks.register(checks.Tags.security, deploy=True)
def check_pace(app_configs, **kwargs):
    """Report what each process would count for itself: the limits would grow with them."""
    if "locmem" in settings.CACHES["pace"]["BACKEND"]:
        yield checks.Warning(
            "Each process counts for itself how many forms readers send, and how often somebody "
            "tries to sign in.",
            hint="Set PORTAL_PACE_CACHE_URL=dbcache://portal_pace and run: manage.py "
            "createcachetable",
            id="policies.W004",
        )


@checks.register(checks.Tags.security, deploy=True)
def check_security_contact(app_configs, **kwargs):
    """Report a contact for security that has run out: nobody is told of holes any more."""
    until = settings.SECURITY_CONTACT_UNTIL
    if settings.SECURITY_CONTACT and (until is None or until < timezone.now().date()):
        yield checks.Warning(
            "Whom to tell of a hole in the portal is not given out any more.",
            hint="Look at PORTAL_SECURITY_CONTACT, and set PORTAL_SECURITY_CONTACT_UNTIL anew.",
            id="policies.W005",
        )


@checks.register(checks.Tags.security)
def check_second_factor(app_configs, **kwargs):
    """Report that no second factor is asked for: that is for trying the portal alone."""
    if settings.PORTAL_SECOND_FACTOR == "off":
        hint = "Set PORTAL_SECOND_FACTOR=staff."
        words = "Officers sign in without a second factor, and are asked nothing again."
        kind = checks.Info if settings.DEBUG else checks.Error
        yield kind(words, hint=hint, id="policies.I004" if settings.DEBUG else "policies.E004")


class PoliciesConfig(AppConfig):
    name = "policies"
    verbose_name = "Policies"

    def ready(self):
        language.install(
            language.Translator(
                sentence=translation.gettext,
                counted=translation.ngettext,
                spoken=translation.get_language,
                speaking=lambda code: translation.override(code.lower()),
            )
        )
        pre_migrate.connect(lift_guards, sender=self)
        post_migrate.connect(install_guards, sender=self)
        _watch_security_events()


def _watch_security_events():
    from policies.actions.securityevents.accounts import watch_accounts
    from policies.views.signing_in.comings import watch_sign_ins

    watch_accounts()
    watch_sign_ins()


class DeskConfig(AdminConfig):
    default_site = "policies.admin.site.Desk"
