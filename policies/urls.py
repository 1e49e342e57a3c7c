"""Every public address, in reading order."""

from django.urls import path

app_name = "policies"
urlpatterns: list = []
