"""The addresses of stored files, before Wagtail's own."""

from django.urls import path, re_path

from media.assets import views

app_name = "assets"
urlpatterns = [
    re_path(r"^uploads/(?P<path>.*)$", views.upload_serve, name="upload-serve"),
    path("documents/<int:document_id>/<str:document_filename>", views.document_serve, name="document-serve"),
]
