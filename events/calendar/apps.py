from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "events.calendar"
    verbose_name = _("Calendar")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published, post_page_move

        from events.calendar import panels
        from events.calendar.receivers import follow_branch, follow_plan

        page_published.connect(follow_plan, dispatch_uid="events.calendar.follow_plan")
        post_page_move.connect(follow_branch, dispatch_uid="events.calendar.follow_branch")
        panels.wire()
