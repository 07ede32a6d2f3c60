"""The addresses of the desk, under the admin's own path."""

from django.urls import path

from events.registration.views import (
    awaiting,
    changes,
    desk,
    door,
    inquiries,
    lists,
    locks,
    messages,
    plans,
    records,
    telephone,
    tickets,
)

app_name = "registration_desk"
urlpatterns = [
    path("desk/", desk.desk_index, name="index"),
    path("desk/locks/", locks.desk_locks, name="locks"),
    path("desk/ticket/<str:ticket>/", tickets.desk_ticket, name="ticket"),
    path("desk/<slug:code>/", desk.desk_date, name="date"),
    path("desk/<slug:code>/sheet/", desk.desk_sheet, name="sheet"),
    path("desk/<slug:code>/register/", telephone.desk_register, name="register"),
    path("desk/<slug:code>/slip/<slug:registration>/", telephone.desk_slip, name="slip"),
    path("desk/<slug:code>/list.<str:kind>", desk.desk_export, name="export"),
    path("desk/<slug:code>/do/<slug:verb>/", door.desk_do, name="do"),
    path("events/<int:page_id>/publish/", plans.event_publish, name="publish"),
    path("events/<int:page_id>/left-dates/", plans.event_decide, name="decide"),
    path("registrations/person/", inquiries.person, name="person"),
    path("desk/<slug:code>/told/", messages.date_told, name="told"),
    path("registrations/", lists.registration_index, name="registrations"),
    path("registrations/to-do/", awaiting.registration_awaiting, name="awaiting"),
    path("registrations/message/", messages.registration_message, name="message"),
    path("registrations/<slug:code>/", records.registration_record, name="record"),
    path("registrations/<slug:code>/do/<slug:verb>/", changes.registration_do, name="record-do"),
]
