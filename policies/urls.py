"""Every public address, in reading order."""

from django.urls import path, re_path, register_converter

from policies.domain.languages import TARGETS
from policies.domain.numbering import VersionNumber
from policies.views import (
    accessibility,
    across,
    api,
    approval,
    calendar,
    comparing,
    consulting,
    day_certificate,
    documents,
    feeds,
    files,
    on_day,
    privacy,
    register,
    searching,
    security,
    sitemaps,
    styles,
    translations,
    verify,
    versions,
)
from policies.views.letters import formats as letters
from policies.views.letters import problems, subscriptions


class VersionNumberConverter:
    """A version number in an address: 2.2, and no other way to write it."""

    regex = r"(?:0|[1-9][0-9]{0,3})\.(?:0|[1-9][0-9]{0,3})"

    def to_python(self, value: str) -> VersionNumber:
        return VersionNumber.parsed(value)

    def to_url(self, value: VersionNumber) -> str:
        return str(value)


class LanguageConverter:
    """The code of a language into which texts are translated."""

    regex = "|".join(TARGETS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Sha256Converter:
    """The hash of stored bytes."""

    regex = r"[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FileNameConverter:
    """The name of a stored file: nothing else is looked for, or remembered under it."""

    regex = r"[A-Za-z0-9_.-]{1,160}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class LineageConverter:
    """How the lineage of a section begins: what its anchor has after “s-”."""

    regex = r"[0-9a-f]{12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(VersionNumberConverter, "number")
register_converter(LanguageConverter, "lang")
register_converter(FileNameConverter, "filename")
register_converter(LineageConverter, "lineage")
register_converter(Sha256Converter, "sha256")

app_name = "policies"
urlpatterns = [
    path("", documents.home, name="home"),
    path("members/", documents.members_home, name="members_home"),
    path("at-a-glance/", across.at_a_glance, name="at_a_glance"),
    path("search/", searching.search, name="search"),
    path("dos-and-donts/", across.dos_and_donts, name="dos_and_donts"),
    path("risks/", across.risks, name="risks"),
    path("law/", across.laws, name="laws"),
    path("glossary/", across.words, name="words"),
    path("documents/<slug:slug>/", versions.document_detail, name="document_detail"),
    path("documents/<slug:slug>/history/", versions.document_history, name="document_history"),
    path(
        "documents/<slug:slug>/<lang:language>/",
        translations.translation_in_force,
        name="translation_in_force",
    ),
    path("documents/<slug:slug>/compare/", comparing.compare_choice, name="compare_choice"),
    path(
        "documents/<slug:slug>/compare/<number:before>/<number:after>/",
        comparing.compare,
        name="compare",
    ),
    path(
        "documents/<slug:slug>/sections/<lineage:lineage>/",
        comparing.section_history,
        name="section_history",
    ),
    path("documents/<slug:slug>/on/", on_day.choose_day, name="choose_day"),
    path("documents/<slug:slug>/on/<str:written>/", on_day.document_on, name="document_on"),
    path(
        "documents/<slug:slug>/on/<str:written>/certificate.pdf",
        day_certificate.certificate,
        name="certificate",
    ),
    path("verify/", verify.verify, name="verify"),
    path(
        "documents/<slug:slug>/versions/<number:number>/",
        versions.version_detail,
        name="version_detail",
    ),
    path(
        "documents/<slug:slug>/versions/<number:number>/approval/",
        approval.approval_history,
        name="approval_history",
    ),
    path(
        "documents/<slug:slug>/versions/<number:number>/approval.csv",
        approval.approval_table,
        name="approval_table",
    ),
    path(
        "documents/<slug:slug>/versions/<number:number>/<lang:language>/",
        translations.translation,
        name="translation",
    ),
    path(
        "documents/<slug:slug>/versions/<number:number>/<str:name>",
        files.version_file,
        name="version_file",
    ),
    path(
        "documents/<slug:slug>/versions/<number:number>/ask-for-another-format/",
        letters.ask,
        name="ask_for_format",
    ),
    path(
        "documents/<slug:slug>/versions/<number:number>/ask-for-another-format/<slug:reference>/",
        letters.asked,
        name="format_asked",
    ),
    path("documents/<slug:slug>/subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscribe/", subscriptions.subscribe, name="subscribe"),
    path("subscribe/confirm/<str:token>/", subscriptions.confirm, name="subscription_confirm"),
    path("subscribe/leave/<str:token>/", subscriptions.leave, name="subscription_leave"),
    path("report-a-problem/", problems.report, name="report_problem"),
    path("report-a-problem/<slug:reference>/", problems.reported, name="problem_reported"),
    path("consultation/<slug:token>/", consulting.consultation, name="consultation"),
    path("files/<sha256:sha256>/<filename:name>", files.file, name="file"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar"),
    path("accessibility/", accessibility.accessibility, name="accessibility"),
    path("privacy/", privacy.privacy, name="privacy"),
    path("register/", register.register, name="register"),
    path("register.csv", register.register_table, name="register_table"),
    path("register.json", register.register_data, name="register_data"),
    path("register.atom", feeds.register_feed, name="register_feed"),
    path("documents/<slug:slug>/feed.atom", feeds.document_feed, name="document_feed"),
    path("api/openapi.json", api.description, name="api_description"),
    path("api/documents/<slug:slug>", api.document, name="api_document"),
    path("api/documents/<slug:slug>/on/<str:written>", api.on_day, name="api_on_day"),
    path("api/documents/<slug:slug>/versions/<number:number>", api.version, name="api_version"),
    path("api/documents/<slug:slug>/versions/<number:number>/text", api.text, name="api_text"),
    re_path(r"^api/(?P<rest>.*)$", api.nothing_here, name="api_nothing_here"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap_section, name="sitemap_section"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path(".well-known/security.txt", security.security_txt, name="security_txt"),
    path("fonts.css", styles.fonts, name="fonts"),
    path("council.css", styles.council_colours, name="council_colours"),
]
