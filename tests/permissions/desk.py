"""The desk: who opens which of its pages, and who may send it. A letter for each role.

Nothing here is taken from the code. Whoever works at the desk and is not named is refused (403);
readers and members are asked to sign in, whatever there is at the address.

M Member · A Author · C Corporate Officer · O Monitoring Officer · S Section 151 Officer ·
P Portfolio Holder · D Democratic Services Clerk · F Confirming Officer · U Auditor ·
I Administrator
"""

from dataclasses import dataclass

OFFICERS = "ACOSPDFUI"
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Door:
    """Who opens a page, and who may send a form to it."""

    readers: str
    senders: str = NOBODY


# Each list: who reads it and its rows, who adds a row, who changes one. Nobody deletes anything.
LISTS = {
    "council": (OFFICERS, NOBODY, "I"),
    "body": (OFFICERS, "I", "I"),
    "post": (OFFICERS, "I", "I"),
    "postholding": ("I", "I", "I"),
    "contact": (OFFICERS, "AC", "AC"),
    "document": (OFFICERS, "AC", "AC"),
    "earlieraddress": (OFFICERS, "AC", NOBODY),
    "version": (OFFICERS, NOBODY, "AC"),
    "section": (OFFICERS, "AC", "AC"),
    "lawreference": (OFFICERS, "CO", "CO"),
    "route": (OFFICERS, "C", "C"),
    "delegation": (OFFICERS, "D", "D"),
    "user": ("I", "I", "I"),
    "group": ("I", NOBODY, NOBODY),
    "submission": (OFFICERS, NOBODY, NOBODY),
    "decision": (OFFICERS, NOBODY, NOBODY),
    "certificate": (OFFICERS, NOBODY, NOBODY),
    "statuschange": (OFFICERS, NOBODY, NOBODY),
    "rendition": (OFFICERS, NOBODY, NOBODY),
    "comment": (OFFICERS, NOBODY, NOBODY),
    "impactassessment": (OFFICERS, NOBODY, NOBODY),
    "optionconsidered": (OFFICERS, NOBODY, NOBODY),
    "attachment": (OFFICERS, NOBODY, NOBODY),
    "consultation": (OFFICERS, NOBODY, NOBODY),
    "invitation": (OFFICERS, NOBODY, NOBODY),
    "response": (OFFICERS, NOBODY, NOBODY),
    "review": (OFFICERS, NOBODY, NOBODY),
    "reviewtrigger": (OFFICERS, "C", NOBODY),
    "plannedpublication": (OFFICERS, NOBODY, NOBODY),
    "message": (OFFICERS, NOBODY, NOBODY),
    # What readers wrote, with their addresses: for those who answer them, on the row's own page.
    "formatrequest": ("CD", NOBODY, "CD"),
    "pageproblem": ("CD", NOBODY, "CD"),
    # What is hidden by law.
    "restriction": ("OI", NOBODY, NOBODY),
    # Who signed in and who was given which rights.
    "securityevent": ("UI", NOBODY, NOBODY),
}
# Lists whose rows keep every saved state.
WITH_STATES = {
    "council", "body", "post", "postholding", "contact", "document", "version", "section",
    "lawreference", "route", "delegation", "consultation", "reviewtrigger",
}  # fmt: skip
VERSION, DOCUMENT, SECTION = (
    "version/<version_id>/",
    "document/<document_id>/",
    "section/<section_id>/",
)
# Pages of their own: who opens it, who may send it.
PAGES = {
    # What comes of a text.
    f"{VERSION}submit/": ("AC", "AC"),
    f"{VERSION}discard/": ("AC", "AC"),
    f"{VERSION}enter-decision/": ("D", "D"),
    f"{VERSION}confirm/": ("F", "F"),
    f"{VERSION}decline/": ("F", "F"),
    f"{VERSION}conform/": ("AC", "AC"),
    f"{VERSION}certify/": ("O", "O"),
    f"{VERSION}recall/": ("AC", "AC"),
    f"{VERSION}request-changes/": ("COS", "COS"),
    f"{VERSION}publish/": ("C", "C"),
    f"{VERSION}rescind/": ("C", "C"),
    f"{VERSION}withdraw/": ("C", "C"),
    f"{VERSION}decide-delegated/": ("C", "C"),
    f"{VERSION}decide-urgently/": ("C", "C"),
    f"{VERSION}call-in/": ("D", "D"),
    f"{VERSION}release/": ("D", "D"),
    f"{VERSION}plan/": ("C", "C"),
    f"{VERSION}cancel-plan/": ("C", "C"),
    f"{VERSION}review/": ("C", "C"),
    # What goes with it.
    # Also whoever signs for a post, as the consultee of a delegation does.
    f"{VERSION}add-comment/": ("CDP", "CDP"),
    f"{VERSION}add-assessment/": ("AC", "AC"),
    f"{VERSION}add-option/": ("AC", "AC"),
    f"{VERSION}open-consultation/": ("AC", "AC"),
    f"{VERSION}invite/": ("AC", "AC"),
    f"{VERSION}extend-consultation/": ("AC", "AC"),
    f"{VERSION}close-consultation/": ("AC", "AC"),
    # A button; to others it leads back with the reasons.
    f"{VERSION}comments/<comment_id>/still-stands/": (NOBODY, OFFICERS),
    f"{VERSION}take-proposal/": (OFFICERS, OFFICERS),
    f"{VERSION}files/<format_name>/try-again/": (OFFICERS, OFFICERS),
    f"{VERSION}files/better/": ("CD", "CD"),
    # The words.
    f"{VERSION}read/": (OFFICERS, OFFICERS),
    f"{VERSION}restore/<lineage>/": ("AC", "AC"),
    f"{VERSION}translations/": (OFFICERS, OFFICERS),
    f"{VERSION}translations/<language>/": (OFFICERS, OFFICERS),
    f"{VERSION}translations/<language>/working-file.md": (OFFICERS, OFFICERS),
    f"{VERSION}translations/<language>/<slug>/": ("AC", "AC"),
    f"{SECTION}move/": ("AC", "AC"),
    f"{SECTION}remove/": ("AC", "AC"),
    f"{SECTION}presence/": (NOBODY, "AC"),
    "section/paste/": (NOBODY, "AC"),
    # Ways to a new version.
    f"{DOCUMENT}start/": ("AC", "AC"),
    f"{DOCUMENT}record-past/": ("C", "C"),
    f"{DOCUMENT}bring-in/": ("AC", "AC"),
    f"{DOCUMENT}files/<file_id>/": (OFFICERS, "AC"),
    f"{DOCUMENT}files/<file_id>/original/": (OFFICERS, OFFICERS),
    # The record.
    "submission/<submission_id>/bytes/": (OFFICERS, OFFICERS),
    "attachment/<attachment_id>/file/": (OFFICERS, OFFICERS),
    "delegation/<delegation_id>/uses.csv": (OFFICERS, OFFICERS),
    "version/retention/": (OFFICERS, OFFICERS),
    "version/retention/<consultation_id>/erase/": (NOBODY, NOBODY),
    "restriction/ask/<version_id>/": ("OI", "OI"),
    # Answered by the other of the two roles than asked.
    "restriction/<restriction_id>/answer/": ("I", "I"),
    "restriction/<restriction_id>/lift/": ("OI", "OI"),
    "review/calendar/": (OFFICERS, OFFICERS),
    "securityevent/events.<form_name>": ("UI", "UI"),
    # How somebody signs in.
    "user/<person_id>/signing-in/": ("I", "I"),
}
# What is no page of a row, with what it answers: to a reader, a member, an officer; first to
# asking, then to sending.
SIGN_IN = ("sign in", "sign in", "200")
OTHERS = {
    "/admin/": (SIGN_IN, SIGN_IN),
    "/admin/<app_label>/": (SIGN_IN, SIGN_IN),
    # It leads to the one door, or to where whoever is in wanted to go.
    "/admin/login/": (("sign in", "403", "302"), ("sign in", "403", "302")),
    "/admin/logout/": (("302", "302", "405"), ("302", "302", "200")),
    "/admin/password_change/": (
        ("sign in", "sign in", "302"),
        ("sign in", "sign in", "302"),
    ),
    "/admin/password_change/done/": (SIGN_IN, ("sign in", "sign in", "405")),
    "/admin/jsi18n/": (SIGN_IN, ("sign in", "sign in", "405")),
    # A button of whoever has a calendar.
    "/admin/policies/review/calendar/revoke/": (
        ("sign in", "sign in", "405"),
        ("sign in", "sign in", "302"),
    ),
    # No field of the desk asks it.
    "/admin/autocomplete/": (("sign in", "sign in", "403"), ("sign in", "sign in", "405")),
    "/admin/r/<content_type_id>/<object_id>/": (
        ("sign in", "sign in", "404"),
        ("sign in", "sign in", "404"),
    ),
    "/admin/<url>": (("sign in", "sign in", "404"), ("sign in", "sign in", "404")),
}
# An old form of the address of a row: it leads to the row’s page, which has the last word.
LEADS_ON = (("sign in", "sign in", "302"), ("sign in", "sign in", "302"))
# Nobody sets another person’s password: its page is gone.
PASSWORD = "/admin/policies/user/<id>/password/"


def doors() -> dict[str, Door]:
    """Who goes in at each page of a row or a list, by its route."""
    found = {PASSWORD: Door(NOBODY)}
    for model, (readers, adders, changers) in LISTS.items():
        at = _list_of(model)
        found |= {
            at: Door(readers, readers),
            f"{at}add/": Door(adders, adders),
            f"{at}<object_id>/change/": Door(readers, changers),
            f"{at}<object_id>/delete/": Door(NOBODY),
            f"{at}<object_id>/history/": Door(readers),
        }
        if model in WITH_STATES:
            found[f"{at}<object_id>/history/<state>/"] = Door(readers)
    return found | {f"/admin/policies/{page}": Door(*who) for page, who in PAGES.items()}


def others() -> dict[str, tuple[tuple[str, str, str], tuple[str, str, str]]]:
    """What every other route of the desk answers to asking and to sending."""
    return OTHERS | {f"{_list_of(model)}<object_id>/": LEADS_ON for model in LISTS}


def _list_of(model: str) -> str:
    return f"/admin/{'auth' if model == 'group' else 'policies'}/{model}/"
