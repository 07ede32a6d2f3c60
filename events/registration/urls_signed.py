"""The addresses with a signed token or a secret, outside the languages: they carry their own."""

from django.urls import path

from events.registration.views import bundles, calendars, holdings, managing, offers, people, reminders, tickets

app_name = "signed"
urlpatterns = [
    path("r/<str:token>/", managing.registration_manage, name="registration-manage"),
    path("r/<str:token>/cancel/", managing.registration_cancel, name="registration-cancel"),
    path("r/<str:token>/people/", people.registration_people, name="registration-people"),
    path("r/<str:token>/event.ics", managing.registration_ics, name="registration-ics"),
    path("r/<str:token>/offer/", offers.registration_offer, name="registration-offer"),
    path("r/<str:token>/still-coming/", offers.registration_still, name="registration-still"),
    path("r/<str:token>/reminders/", reminders.reminders_off, name="reminders-off"),
    path("r/<str:token>/copy.zip", holdings.registration_download, name="registration-download"),
    path("r/<str:token>/erase/", holdings.registration_erase, name="registration-erase"),
    path("r/<str:token>/absent/", bundles.registration_absent, name="registration-absent"),
    path("r/<str:token>/back/", bundles.registration_back, name="registration-back"),
    path("r/<str:token>/leave/", bundles.registration_leave, name="registration-leave"),
    path("r/<str:token>/calendar/", calendars.calendar_send, name="calendar-send"),
    path("k/<str:ticket>/", tickets.ticket_show, name="ticket"),
    path("c/<str:code>/", calendars.calendar_page, name="calendar-page"),
    path("c/<str:code>/calendar.ics", calendars.calendar_feed, name="calendar-feed"),
    path("c/<str:code>/renew/", calendars.calendar_renew, name="calendar-renew"),
    path("c/<str:code>/off/", calendars.calendar_off, name="calendar-off"),
]
