"""Opening a branch: its page in every language, and the rights of its staff. Run again, nothing changes."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.models import BranchRole, Role
from events.calendar.models import BranchPage
from places.models import Branch

# What a role may do with the pages of its branch, beyond looking (Wagtail's words).
PAGE_RIGHTS: dict[str, tuple[str, ...]] = {
    Role.EDITOR: ("add_page", "change_page"),
    Role.MANAGER: ("add_page", "change_page", "publish_page", "lock_page"),
}
FILE_RIGHTS = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
# Why the library acts is planned together: whoever plans events also writes needs, programmes and partners.
PLANNING_RIGHTS = [
    *((room, f"{verb}_{noun}") for room, noun in (
        ("programmes", "need"), ("programmes", "goal"), ("programmes", "programme"), ("partners", "organisation"),
    ) for verb in ("add", "change")),
    ("partners", "change_happening"),
]  # fmt: skip
CHOOSE_RIGHTS = ("choose_image", "choose_document")


@transaction.atomic
def open_branch(branch: Branch) -> list[BranchPage]:
    """The branch's pages, one under each home page; those that are missing are made and published, with all rights."""
    for home in home_pages():
        existing = list(BranchPage.objects.filter(branch=branch).order_by("pk"))
        if not any(page.locale_id == home.locale_id for page in existing):
            _add_page(branch, home, existing[0] if existing else None)
    grant_branch(branch)
    return list(BranchPage.objects.filter(branch=branch).order_by("pk"))


@transaction.atomic
def grant_branch(branch: Branch) -> None:
    """Gives the groups of the branch their rights on its pages in all languages, its collection and its workflow."""
    groups = {role: _group(branch, role) for role in Role.values}
    pages = list(BranchPage.objects.filter(branch=branch).order_by("pk"))
    for role, rights in PAGE_RIGHTS.items():
        _grant_pages(groups[role], pages, rights)
        _add_rights(groups[role], [("simple_translation", "submit_translation"), *PLANNING_RIGHTS])
    _grant_files(branch, [groups[role] for role in PAGE_RIGHTS])
    _assign_workflow(branch, groups[Role.MANAGER], pages)


def branch_of(page: Page) -> Branch | None:
    """The branch under whose page this one hangs, or would hang; None elsewhere in the tree."""
    if not page.path:
        return None
    found = BranchPage.objects.ancestor_of(page, inclusive=True).select_related("branch").first()
    return found.branch if found else None


def home_pages() -> list[Page]:
    """The home pages of all languages, the site's own included."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    return list(site.root_page.get_translations(inclusive=True).order_by("pk")) if site else []


def _add_page(branch: Branch, home: Page, sibling: BranchPage | None) -> None:
    page = BranchPage(
        title=branch.name.in_language(home.locale.language_code),
        slug=branch.slug,
        branch=branch,
        locale=home.locale,
        live=False,
    )
    if sibling is not None:
        page.translation_key = sibling.translation_key
    home.add_child(instance=page)
    page.save_revision().publish()


def _group(branch: Branch, role: str) -> Group:
    held = BranchRole.objects.select_related("group").filter(branch=branch, role=role).first()
    if held is not None:
        group = held.group
    else:
        group, _made = Group.objects.get_or_create(name=f"{branch.slug} · {role}")
        BranchRole.objects.create(group=group, branch=branch, role=role)
    _add_rights(group, [("wagtailadmin", "access_admin")])
    return group


def _add_rights(group: Group, rights: Iterable[tuple[str, str]]) -> None:
    for app_label, codename in rights:
        group.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))


def _grant_pages(group: Group, pages: list[BranchPage], rights: tuple[str, ...]) -> None:
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=rights
    )
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def _grant_files(branch: Branch, groups: list[Group]) -> None:
    """A collection of the branch to fill, and the pictures and documents of the whole house to choose from."""
    root = Collection.get_first_root_node()
    held = Collection.objects.filter(group_permissions__group__in=groups, depth__gt=1).distinct().first()
    collection = held or root.add_child(name=branch.name.in_language("en"))
    for group in groups:
        for place, rights in ((collection, FILE_RIGHTS), (root, CHOOSE_RIGHTS)):
            for permission in Permission.objects.filter(
                content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename__in=rights
            ):
                GroupCollectionPermission.objects.get_or_create(group=group, collection=place, permission=permission)


def _assign_workflow(branch: Branch, managers: Group, pages: list[BranchPage]) -> None:
    """Drafts of the branch's editors go to its managers, in every language. A workflow staff chose instead stays."""
    assigned = {row.page_id: row.workflow for row in WorkflowPage.objects.filter(page__in=pages)}
    missing = [page for page in pages if page.pk not in assigned]
    if not missing:
        return
    workflow = next(iter(assigned.values()), None) or _workflow(branch, managers)
    for page in missing:
        WorkflowPage.objects.create(workflow=workflow, page_id=page.pk)


def _workflow(branch: Branch, managers: Group) -> Workflow:
    name = f"{branch.slug} · {Role.MANAGER}"
    workflow = Workflow.objects.create(name=name)
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.add(managers)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow
