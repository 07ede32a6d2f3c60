"""The addresses with a signed token, outside the languages: they carry their own."""

from django.urls import URLPattern

app_name = "signed"
urlpatterns: list[URLPattern] = []
