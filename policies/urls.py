"""Every public address, in reading order."""

from django.urls import path, register_converter

from policies.domain.numbering import VersionNumber
from policies.views import approval, calendar, consulting, documents, files, styles, versions


class VersionNumberConverter:
    """A version number in an address: 2.2, and no other way to write it."""

    regex = r"(?:0|[1-9][0-9]{0,3})\.(?:0|[1-9][0-9]{0,3})"

    def to_python(self, value: str) -> VersionNumber:
        return VersionNumber.parsed(value)

    def to_url(self, value: VersionNumber) -> str:
        return str(value)


class Sha256Converter:
    """The hash of stored bytes."""

    regex = r"[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(VersionNumberConverter, "number")
register_converter(Sha256Converter, "sha256")

app_name = "policies"
urlpatterns = [
    path("", documents.home, name="home"),
    path("members/", documents.members_home, name="members_home"),
    path("documents/<slug:slug>/", versions.document_detail, name="document_detail"),
    path("documents/<slug:slug>/history/", versions.document_history, name="document_history"),
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
        "documents/<slug:slug>/versions/<number:number>/<str:name>",
        files.version_file,
        name="version_file",
    ),
    path("consultation/<slug:token>/", consulting.consultation, name="consultation"),
    path("files/<sha256:sha256>/<str:name>", files.file, name="file"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar"),
    path("council.css", styles.council_colours, name="council_colours"),
]
