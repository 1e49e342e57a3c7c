"""The officer's desk: Django's admin under the council's own name."""

from django.contrib import admin


class Desk(admin.AdminSite):
    """The admin site of the portal."""

    site_header = "Officer’s desk"
    site_title = "Members’ policy portal"
    index_title = "Desk"
