"""The public addresses of this room: the demo's mailbox."""

from django.urls import path

from outbox.views import mailbox

app_name = "outbox"
urlpatterns = [
    path("mailbox/", mailbox.letter_list, name="letter-list"),
    path("mailbox/<uuid:pk>/", mailbox.letter_detail, name="letter-detail"),
    path("mailbox/<uuid:pk>/html/", mailbox.letter_html, name="letter-html"),
    path("mailbox/<uuid:pk>/attachments/<int:number>/", mailbox.letter_attachment, name="letter-attachment"),
]
