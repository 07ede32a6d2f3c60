"""Who may open which address under /admin/: the one table, and the objects its addresses are tried with.

How to add an address (the test names those it does not know):

1. Add a line to TABLE: the URL name (`*` stands for anything), the roles for whom it opens with an object of their
   own branch, and the roles for whom it opens with an object of another branch. Roles are letters, see ROLES; a line
   that fits more exactly goes before one that fits more. An address without an object is tried once, as `own`.
2. The `pk` of a viewset is filled with the row of its model that `things_of` makes for the branch: make one there. For
   any other new argument say in ARGUMENTS what stands for it: a function of the branch's Things.

"Opens" means that the answer is the view's own. Refused is a redirect to the login page or to the admin's home, 401,
403 or 404. `POST` marks addresses that answer 405 to GET; for those of our own rooms the roles are tried with POST.
Addresses of our rooms (not Wagtail's) are tried with POST too, for every role that is refused: nothing may happen.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow

from accounts.models import Role, User
from core import tokens
from events.calendar.domain.branches import open_branch
from events.calendar.enums import Admission
from events.partners.models import Happening, Organisation
from events.programmes.models import Programme
from events.registration.models import TICKET
from home.models import HouseSettings
from places.models import Audience, Branch, SpokenLanguage, Topic
from surveys.evaluation.domain.preparing import prepare_for
from tests.factories import archive, assets, calendar, outbox, partners, people, places, programmes, registration

# A: anonymous, N: staff without a role, D: desk, E: editor, M: manager, U: auditor, S: superuser.
ROLES = "ANDEMUS"
STAFF = "DEMUS"  # everyone with a role: the door of the admin is open
READ = "EMUS"  # whoever may read the results of surveys
ACT = "DEMS"  # whoever may act at the desk
EDIT = "EMS"
MANAGE = "MS"
SUPER = "S"


@dataclass(frozen=True)
class Line:
    """One row of the table; `other` is for objects of another branch. `post`: GET is answered with 405."""

    names: str
    own: str
    other: str = SUPER
    post: bool = False

    def fits(self, name: str) -> bool:
        return fnmatchcase(name, self.names)


@dataclass
class Things:
    """What one branch has."""

    branch: Branch
    pages: list[Page] = field(default_factory=list)
    rows: dict[str, Any] = field(default_factory=dict)


@dataclass
class World:
    """Two branches with the same things, and one person for each role of the first."""

    own: Things
    other: Things
    people: dict[str, User | None]


TABLE: list[Line] = [
    # --- our own rooms ---
    Line("space:index*", STAFF),
    Line("space:inspect", STAFF),
    Line("space:*", MANAGE),
    Line("event_cancel", EDIT),
    Line("opening_hours:index", STAFF),
    Line("opening_hours:branch", STAFF),
    Line("opening_hours:closing_remove", MANAGE, post=True),
    Line("opening_hours:*", MANAGE),
    Line("season:*-make", EDIT, post=True),
    Line("season:template", EDIT, EDIT),
    Line("season:*", EDIT),
    Line("outcome_*", EDIT),
    Line("occurrence:index*", STAFF),
    Line("occurrence:show", STAFF),
    Line("occurrence:following", MANAGE),
    Line("occurrence:*", EDIT),
    Line("registration_desk:publish", MANAGE),
    Line("registration_desk:decide", EDIT),
    Line("registration_desk:register", ACT),
    Line("registration_desk:do", ACT, post=True),
    Line("registration_desk:ticket", ACT),
    Line("registration_desk:slip", ACT),
    Line("registration_desk:record-do", ACT, post=True),
    Line("registration_desk:message", EDIT),
    Line("registration_desk:awaiting", ACT),
    Line("registration_desk:locks", STAFF),
    Line("registration_desk:person", MANAGE),
    Line("registration_desk:*", STAFF),
    Line("letter_*", MANAGE),
    Line("evaluation_staff:poster", STAFF),
    Line("evaluation_staff:*", READ),
    Line("libraries:*", SUPER),
    Line("branches:*", SUPER),
    Line("topics:*", SUPER),
    Line("audiences:*", SUPER),
    Line("spoken_languages:*", SUPER),
    Line("programme_rows:delete", SUPER),
    Line("programme_rows:*", EDIT, EDIT),
    Line("organisations:delete", SUPER),
    Line("organisations:*", EDIT, EDIT),
    Line("needs:delete", SUPER),
    Line("needs:*", EDIT, EDIT),
    Line("goals:delete", SUPER),
    Line("goals:*", EDIT, EDIT),
    Line("happenings:delete", SUPER),
    Line("happenings:*", EDIT),
    Line("happening_adopt", EDIT, post=True),
    Line("sources:index*", EDIT),
    Line("sources:show", EDIT),
    Line("sources:fetch", MANAGE, post=True),
    Line("sources:*", MANAGE),
    # --- the door, and what has no secrets ---
    Line("wagtailadmin_login", "AN", "AN"),  # who is already in is sent to the home of the admin
    Line("wagtailadmin_password_reset*", ROLES, ROLES),
    Line("wagtailadmin_sprite", ROLES),
    Line("wagtailadmin_javascript_catalog", ROLES),
    Line("wagtailadmin_logout", STAFF, post=True),
    Line("wagtailadmin_home", STAFF),
    Line("wagtailadmin_account", STAFF),
    Line("wagtailadmin_dismissibles", STAFF),
    Line("wagtailadmin_tag_*autocomplete", STAFF, STAFF),
    Line("wagtailadmin_editing_sessions:*", STAFF, STAFF, post=True),
    # --- no object of that state here: answered with "not found" ---
    Line("wagtailadmin_block_preview", "", ""),
    Line("wagtail_bulk_action", "", ""),  # no rows named; which ones one may act on: tests/events/calendar
    Line("wagtailadmin_pages:convert_alias", "", ""),
    Line("wagtailadmin_pages:workflow_action", "", ""),
    Line("wagtailadmin_pages:collect_workflow_action_data", "", ""),
    Line("wagtailadmin_pages:workflow_preview", "", ""),
    Line("wagtailadmin_pages:workflow_history_detail", "", ""),
    Line("wagtailadmin_api:*:find", "", ""),
    Line("wagtailimages:url_generator*", "", ""),  # switched off
    Line("wagtailsettings:preview_on_edit", "", ""),  # settings have no preview
    Line("simple_translation:submit_snippet_translation", "", ""),  # no snippet has translations
    # --- pages: by the branch page above them ---
    Line("wagtailadmin_explore*", EDIT, EDIT),  # another branch's page: led back to one's own
    Line("wagtailadmin_pages:type_use*", EDIT, EDIT),
    Line("wagtailadmin_pages:search*", EDIT),
    Line("wagtailadmin_pages:choose_parent", STAFF, STAFF),  # lists only pages one may add to
    Line("wagtailadmin_pages:delete", MANAGE),
    Line("wagtailadmin_pages:unpublish", MANAGE),
    Line("wagtailadmin_pages:move", MANAGE),
    Line("wagtailadmin_pages:move_confirm", STAFF, STAFF),  # Wagtail asks at POST; GET shows the title alone
    Line("wagtailadmin_pages:set_privacy", MANAGE),
    Line("wagtailadmin_pages:revisions_unschedule", MANAGE),
    Line("wagtailadmin_pages:set_page_position", STAFF, STAFF, post=True),
    Line("wagtailadmin_pages:lock", STAFF, STAFF, post=True),
    Line("wagtailadmin_pages:unlock", STAFF, STAFF, post=True),
    Line("wagtailadmin_pages:confirm_workflow_cancellation", STAFF, STAFF),
    Line("wagtailadmin_pages:*", EDIT),
    Line("wagtailadmin_choose_page*", STAFF, STAFF),  # every page may be linked to
    Line("simple_translation:*", EDIT),
    # --- the admin's own API: live pages, and what the choosers offer ---
    Line("wagtailadmin_api:pages:action", STAFF, STAFF, post=True),
    Line("wagtailadmin_api:pages:detail", EDIT),
    Line("wagtailadmin_api:*", STAFF, STAFF),
    # --- pictures and documents: by the branch's collection ---
    Line("wagtail*_chooser:chosen_multiple", STAFF),  # asked for none, answers with none
    Line("wagtail*:add_multiple", EDIT),
    Line("wagtail*:*multiple", STAFF, STAFF, post=True),
    Line("wagtail*:create_multiple_from_*", STAFF, STAFF, post=True),
    Line("wagtailimages:*", EDIT),
    Line("wagtaildocs:*", EDIT),
    Line("wagtail*_chooser:choose*", STAFF),
    Line("wagtail*_chooser:*", EDIT, EDIT),  # pictures and documents of the whole house may be chosen
    # --- the whole house: superusers ---
    Line("wagtailadmin_collections:*", SUPER),
    Line("wagtailadmin_workflows:task_chos*", STAFF, STAFF),
    Line("wagtailadmin_workflows:task_choos*", STAFF, STAFF),
    Line("wagtailadmin_workflows:enable*", STAFF, STAFF, post=True),
    Line("wagtailadmin_workflows:remove", STAFF, STAFF, post=True),
    Line("wagtailadmin_workflows:*", SUPER),
    Line("wagtailadmin_reports:locked_pages*", SUPER),
    Line("wagtailadmin_reports:site_history*", STAFF),  # lists only what one may see
    Line("wagtailadmin_reports:*", EDIT),
    Line("wagtailsettings:*", SUPER),
    Line("wagtaillocales:*", SUPER),
    Line("wagtailsites:*", SUPER),
    Line("wagtailusers_*:*", SUPER),
]
# What stands for an argument of an address; "URL name pattern > argument" is more exact than the argument alone.
ARGUMENTS: dict[str, Callable[[Things], Any]] = {
    "registration_desk:record* > code": lambda things: things.rows["registration"].code,
    "registration_desk:record-do > verb": lambda things: "cancel",
    "registration_desk:* > code": lambda things: things.rows["date"].code,
    "evaluation_staff:* > code": lambda things: prepare_for(things.rows["date"]).code,
    "registration_desk:slip > registration": lambda things: things.rows["registration"].code,
    "registration_desk:ticket > ticket": lambda things: tokens.sign(TICKET, things.rows["registration"].code),
    "registration_desk:* > kind": lambda things: "csv",
    "registration_desk:* > verb": lambda things: "check-in",
    "outcome_figures > page_id": lambda things: things.rows["outcome"].pk,
    "season:template > kind": lambda things: "csv",
    "season:programme-copy > code": lambda things: things.rows["programme"].code,
    "occurrence:change > verb": lambda things: "cancel",
    "page_id": lambda things: things.rows["event"].pk,
    "parent_page_id": lambda things: things.rows["branch_page"].pk,
    "page_to_move_id": lambda things: things.rows["event"].pk,
    "destination_id": lambda things: things.rows["branch_page"].pk,
    "page_pk": lambda things: things.rows["branch_page"].pk,
    "workflow_pk": lambda things: things.rows["workflow"].pk,
    "content_type_app_name": lambda things: "calendar",
    "content_type_model_name": lambda things: "activitypage",
    "wagtail_bulk_action > app_label": lambda things: "wagtailcore",
    "wagtail_bulk_action > model_name": lambda things: "page",
    "wagtail_bulk_action > action": lambda things: "publish",
    "wagtailadmin_pages:choose_parent > app_label": lambda things: "calendar",
    "wagtailadmin_pages:choose_parent > model_name": lambda things: "activitypage",
    "wagtailadmin_workflows:add_task > app_label": lambda things: "wagtailcore",
    "wagtailadmin_workflows:add_task > model_name": lambda things: "groupapprovaltask",
    "wagtailadmin_editing_sessions:* > app_label": lambda things: "wagtailcore",
    "wagtailadmin_editing_sessions:* > model_name": lambda things: "page",
    "wagtailadmin_editing_sessions:* > object_id": lambda things: things.rows["event"].pk,
    "simple_translation:* > app_label": lambda things: "places",
    "simple_translation:* > model_name": lambda things: "branch",
    "simple_translation:* > pk": lambda things: things.branch.pk,
    "session_id": lambda things: 1,
    "wagtailadmin_api:pages:* > action_name": lambda things: "publish",
    "action_name": lambda things: "approve",
    "task_state_id": lambda things: 1,
    "workflow_state_id": lambda things: 1,
    "uploaded_file_id": lambda things: 1,
    "task_id": lambda things: things.rows["task"].pk,
    "collection_id": lambda things: things.rows["collection"].pk,
    "revision_id": lambda things: things.rows["revision"].pk,
    "revision_id_a": lambda things: "earliest",
    "revision_id_b": lambda things: "latest",
    "image_id": lambda things: things.rows["image"].pk,
    "document_id": lambda things: things.rows["document"].pk,
    "doc_id": lambda things: things.rows["document"].pk,
    "filter_spec": lambda things: "original",
    "wagtailsettings:* > app_name": lambda things: "home",
    "wagtailsettings:* > model_name": lambda things: "housesettings",
    "wagtailsettings:* > pk": lambda things: HouseSettings.load().pk,
    "app_name": lambda things: "taggit",
    "model_name": lambda things: "tag",
    "wagtailadmin_api:pages:* > pk": lambda things: things.rows["event"].pk,
    "wagtailadmin_api:images:* > pk": lambda things: things.rows["image"].pk,
    "wagtailadmin_api:documents:* > pk": lambda things: things.rows["document"].pk,
    "wagtailadmin_pages:revisions_compare > pk": lambda things: things.rows["event"].pk,
    "wagtailadmin_collections:* > pk": lambda things: things.rows["collection"].pk,
    "wagtailadmin_workflows:*task > pk": lambda things: things.rows["task"].pk,
    "wagtailadmin_workflows:* > pk": lambda things: things.rows["workflow"].pk,
    "wagtaillocales:* > pk": lambda things: Locale.objects.get(language_code="en").pk,
    "wagtailsites:* > pk": lambda things: Site.objects.get().pk,
    "wagtailusers_users:* > pk": lambda things: User.objects.get(email__startswith="editor@").pk,
    "wagtailusers_groups:* > pk": lambda things: Group.objects.get(name=f"{things.branch.slug} · editor").pk,
    "wagtaildocs_chooser:* > pk": lambda things: things.rows["document"].pk,
    "wagtailimages_chooser:* > pk": lambda things: things.rows["image"].pk,
    "branch_id": lambda things: things.branch.pk,
    "closing_id": lambda things: things.rows["closing"].pk,
    "opening_hours:period > first": lambda things: date(2026, 7, 1),
    "happening_adopt > code": lambda things: things.rows["happening"].code,
    "letter_id": lambda things: things.rows["letter"].pk,
    "uidb64": lambda things: "MQ",
    "token": lambda things: "set-password",
}


def arguments_for(name: str, arguments: tuple[str, ...], things: Things) -> dict[str, Any]:
    """Values for the arguments of an address, taken from one branch's things."""
    return {argument: _filler(name, argument)(things) for argument in arguments}


def _filler(name: str, argument: str) -> Callable[[Things], Any]:
    for key, filler in ARGUMENTS.items():
        pattern, _, wanted = key.rpartition(" > ")
        if wanted == argument and fnmatchcase(name, pattern or "*"):
            return filler
    for viewset in viewsets.viewsets:
        is_of_rows = isinstance(viewset, ModelViewSet | ChooserViewSet)
        if is_of_rows and argument == "pk" and viewset.url_namespace == name.rpartition(":")[0]:
            return lambda things: _row(things, viewset.model).pk
    raise LookupError(f"Say in ARGUMENTS of tests/house/permissions.py what stands for {argument!r} of {name}.")


def line_for(name: str) -> Line | None:
    """The first line whose pattern fits the URL name."""
    return next((line for line in TABLE if line.fits(name)), None)


HEADINGS = (Topic, Audience, SpokenLanguage)


def _programme(branch: Branch) -> Programme:
    found = programmes.programme()
    found.branches.add(branch)
    return found


def _happening(branch: Branch) -> Happening:
    partner = Organisation.objects.create(name=f"Choir of {branch.slug}", slug=f"choir-{branch.slug}")
    start = datetime(2026, 11, 25, 18, tzinfo=UTC)
    return Happening.objects.create(
        organisation=partner, uid="1", title="Concert", start=start, zone="Europe/Athens", branch=branch, modified=start
    )


def things_of(branch: Branch) -> Things:
    page = open_branch(branch)[0]
    event = calendar.event(under=page, title=f"Reading in {branch.slug}", admission=Admission.REGISTER)
    date_of_it = calendar.occurrence(event, start=datetime(2026, 12, 5, 16, tzinfo=UTC))
    collection = Collection.objects.get(name=branch.name.in_language("en"))
    workflow = Workflow.objects.get(name=f"{branch.slug} · {Role.MANAGER}")
    image, document = assets.image(collection=collection), assets.document(collection=collection)
    return Things(
        branch,
        [page, event],
        {
            "event": event,
            "date": date_of_it,
            "registration": registration.register(date_of_it, now=datetime(2026, 11, 24, 9, tzinfo=UTC)),
            "branch_page": page,
            "outcome": archive.outcome(archive.past_event(under=page), publish=False),
            "revision": event.latest_revision,
            "collection": collection,
            "workflow": workflow,
            "task": Task.objects.get(name=workflow.name),
            "image": image,
            "document": document,
            "space": places.space(branch=branch),
            "branch": branch,
            "closing": places.summer(branch),
            "happening": _happening(branch),
            "source": partners.source(branch=branch),
            "library": branch.library,
            "letter": outbox.letter(branch=branch),
            "programme": _programme(branch),
            "need": programmes.need(),
            "goal": programmes.goal(),
            **{model.__name__: model.objects.create(slug=branch.slug, name={"en": "Any"}) for model in HEADINGS},
        },
    )


def make_world() -> World:
    archive.archive()
    own = things_of(places.branch(slug="market", name={"en": "Market Street"}))
    other = things_of(places.branch(slug="harbour", name={"en": "Harbour"}))
    roles = {"D": Role.DESK, "E": Role.EDITOR, "M": Role.MANAGER, "U": Role.AUDITOR}
    staff: dict[str, User | None] = {
        letter: people.staff(role.value, own.branch, role) for letter, role in roles.items()
    }
    boss = people.staff("Superuser", is_superuser=True)
    return World(own, other, {"A": None, "N": people.staff("Nobody"), **staff, "S": boss})


def _row(things: Things, model: type[Model]) -> Model:
    """The branch's row of that model, else any: rows of the whole house belong to no branch."""
    found = (
        next((row for row in things.rows.values() if isinstance(row, model)), None) or model._default_manager.first()
    )
    if found is None:
        raise LookupError(f"Make a {model.__name__} in things_of() of tests/house/permissions.py.")
    return found
