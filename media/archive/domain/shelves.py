"""Shelves: where a branch's outcomes stand in each language, with the rights of its staff (decision 0012)."""

from datetime import datetime

from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Locale, WorkflowPage

from accounts.models import BranchRole
from core.exceptions import RuleBroken
from events.calendar.domain.branches import PAGE_RIGHTS
from events.calendar.models import BranchPage
from media.archive.models import ArchiveIndexPage, ArchiveShelfPage
from places.models import Branch


class NoArchive(RuleBroken):
    """The site has no archive page in the language yet."""


@transaction.atomic
def open_shelf(branch: Branch) -> list[ArchiveShelfPage]:
    """The branch's shelves, one in the archive of each language; missing ones are made. Run again, nothing changes."""
    shelves = {shelf.locale_id: shelf for shelf in ArchiveShelfPage.objects.filter(branch=branch).order_by("pk")}
    for index in ArchiveIndexPage.objects.select_related("locale").order_by("pk"):
        if index.locale_id not in shelves:
            sister = next(iter(shelves.values()), None)
            shelves[index.locale_id] = _add(branch, index, sister)
    for shelf in shelves.values():
        _grant(branch, shelf)
    return list(shelves.values())


def shelf_of(branch: Branch, locale: Locale) -> ArchiveShelfPage:
    """The shelf of the branch in that language; NoArchive when the language has no archive page."""
    for shelf in open_shelf(branch):
        if shelf.locale_id == locale.pk:
            return shelf
    raise NoArchive(_("There is no archive page in this language yet. Please ask whoever looks after the site."))


def open_shelves_due(now: datetime) -> int:
    """Opens the shelves that are missing, after a branch or a language has come; work for `tick`."""
    indexes = ArchiveIndexPage.objects.count()
    held = dict(ArchiveShelfPage.objects.order_by().values_list("branch").annotate(Count("pk")))
    missing = [branch for branch in Branch.objects.all() if held.get(branch.pk, 0) < indexes]
    for branch in missing:
        open_shelf(branch)
    return len(missing)


def _add(branch: Branch, index: ArchiveIndexPage, sister: ArchiveShelfPage | None) -> ArchiveShelfPage:
    shelf = ArchiveShelfPage(
        title=branch.name.in_language(index.locale.language_code),
        slug=branch.slug,
        branch=branch,
        locale=index.locale,
        live=False,
    )
    if sister is not None:
        shelf.translation_key = sister.translation_key
    index.add_child(instance=shelf)
    shelf.save_revision().publish()
    return shelf


def _grant(branch: Branch, shelf: ArchiveShelfPage) -> None:
    """The rights of the branch's groups on their own pages, here too, and the same workflow."""
    for role in BranchRole.objects.filter(branch=branch, role__in=PAGE_RIGHTS):
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", content_type__model="page", codename__in=PAGE_RIGHTS[role.role]
        ):
            GroupPagePermission.objects.get_or_create(group_id=role.group_id, page_id=shelf.pk, permission=permission)
    assigned = WorkflowPage.objects.filter(page__in=BranchPage.objects.filter(branch=branch)).first()
    if assigned:
        WorkflowPage.objects.get_or_create(page_id=shelf.pk, defaults={"workflow": assigned.workflow})
