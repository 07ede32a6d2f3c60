"""The addresses of the desk, under the admin's own path."""

from django.urls import path

from events.registration.views import desk, door, lists

app_name = "registration_desk"
urlpatterns = [
    path("desk/", desk.desk_index, name="index"),
    path("desk/<str:code>/", desk.desk_date, name="date"),
    path("desk/<str:code>/sheet/", desk.desk_sheet, name="sheet"),
    path("desk/<str:code>/register/", desk.desk_register, name="register"),
    path("desk/<str:code>/list.<str:kind>", desk.desk_export, name="export"),
    path("desk/<str:code>/do/<slug:verb>/", door.desk_do, name="do"),
    path("registrations/", lists.registration_index, name="registrations"),
]
