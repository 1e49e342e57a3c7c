"""The root of the addresses."""

from django.contrib import admin
from django.urls import include, path

from policies import urls as portal
from policies.views import health
from policies.views.language import in_each_language
from policies.views.signing_in.addresses import SIGNING_IN

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    *in_each_language(SIGNING_IN),
    path("", include((in_each_language(portal.urlpatterns), portal.app_name))),
]

handler403 = "policies.views.refused.refused"
handler404 = "policies.views.not_found.not_found"
handler429 = "policies.views.signing_in.pages.too_many"
handler500 = "policies.views.failed.failed"
