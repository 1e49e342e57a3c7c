"""The root of the addresses."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from policies import urls as portal
from policies.views import health
from policies.views.language import in_each_language

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    *in_each_language(
        [
            path(
                "sign-in/",
                LoginView.as_view(template_name="registration/sign_in.html"),
                name="sign_in",
            ),
            path("sign-out/", LogoutView.as_view(next_page="policies:home"), name="sign_out"),
        ]
    ),
    path("", include((in_each_language(portal.urlpatterns), portal.app_name))),
]

handler403 = "policies.views.refused.refused"
handler404 = "policies.views.not_found.not_found"
handler500 = "policies.views.failed.failed"
