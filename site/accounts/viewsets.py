"""Rows of a branch in the admin: every view shows and changes those of one's own branches only.

A permission policy alone filters nothing in Wagtail's generic views: they ask what a user may do with the model, not
with the row. Models shown here register a `BranchPermissionPolicy` in their room's `wagtail_hooks`.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.views import View
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from accounts.domain import EDIT, branches_of
from accounts.models import User
from accounts.permissions import BranchPermissionPolicy
from places.models import Branch

ANY = ("add", "change", "delete", "view")


def limit_choices(form: forms.BaseForm, user: User) -> None:
    """Leaves in a form's choices only branches, and rows of branches, that the user may work with."""
    for field in form.fields.values():
        if not isinstance(field, forms.ModelChoiceField):
            continue
        chosen_from = field.queryset
        if issubclass(chosen_from.model, Branch):
            field.queryset = chosen_from.filter(pk__in=branches_of(user, EDIT))
            continue
        policy = policy_registry.get_by_type(chosen_from.model, fallback=False)
        if isinstance(policy, BranchPermissionPolicy):
            field.queryset = chosen_from.filter(pk__in=policy.instances_user_has_any_permission_for(user, ANY))


class OwnRows:
    """For the list: only the user's rows, links only where the row may be changed."""

    request: Any
    permission_policy: BranchPermissionPolicy

    def get_base_queryset(self) -> "QuerySet[Any]":
        rows = super().get_base_queryset()  # type: ignore[misc]
        return rows.filter(pk__in=self.permission_policy.instances_user_has_any_permission_for(self.request.user, ANY))

    def get_edit_url(self, instance: Model) -> str | None:
        return super().get_edit_url(instance) if self._may("change", instance) else None  # type: ignore[misc]

    def get_delete_url(self, instance: Model) -> str | None:
        return super().get_delete_url(instance) if self._may("delete", instance) else None  # type: ignore[misc]

    def get_copy_url(self, instance: Model) -> str | None:
        return super().get_copy_url(instance) if self._may("add", instance) else None  # type: ignore[misc]

    def _may(self, action: str, instance: Model) -> bool:
        return self.permission_policy.user_has_permission_for_instance(self.request.user, action, instance)


class OwnRow:
    """For views of one row: refuses rows of other branches before anything is read or done."""

    request: Any
    permission_policy: BranchPermissionPolicy
    permission_required: str | None
    any_permission_required: list[str] | None

    def get_object(self, *args: Any, **kwargs: Any) -> Model:
        row: Model = super().get_object(*args, **kwargs)  # type: ignore[misc]
        wanted = [self.permission_required] if self.permission_required else self.any_permission_required or ANY
        if not self.permission_policy.user_has_any_permission_for_instance(self.request.user, wanted, row):
            raise PermissionDenied
        return row


class OwnChoices:
    """For views with a form: its choices hold only the user's branches and their rows."""

    request: Any

    def get_form(self, *args: Any, **kwargs: Any) -> forms.BaseForm:
        form: forms.BaseForm = super().get_form(*args, **kwargs)  # type: ignore[misc]
        limit_choices(form, self.request.user)
        return form


class BranchViewSet(ModelViewSet):
    """A `ModelViewSet` of rows that belong to a branch; `select_related` is read with the list."""

    select_related: tuple[str, ...] = ("branch",)

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.model._default_manager.select_related(*self.select_related)
        return super().get_index_view_kwargs(**{"queryset": rows, **kwargs})  # type: ignore[no-any-return]

    def construct_view(self, view_class: type[View], **kwargs: Any) -> Any:
        mixins: list[type] = []
        if issubclass(view_class, self.index_view_class):
            mixins.append(OwnRows)
        elif hasattr(view_class, "get_object"):
            mixins.append(OwnRow)
        if hasattr(view_class, "get_form"):
            mixins.append(OwnChoices)
        return super().construct_view(type(view_class.__name__, (*mixins, view_class), {}), **kwargs)


class OwnChooserRows:
    """For a chooser: rows of other branches are neither listed nor answered when asked for by key."""

    request: Any
    model_class: type[Model]

    def get_object_list(self) -> "QuerySet[Any]":
        return self._own(super().get_object_list())  # type: ignore[misc]

    def get_object(self, pk: object) -> Model:
        try:
            return self._own(self.model_class._default_manager.all()).get(pk=pk)  # type: ignore[no-any-return]
        except (self.model_class.DoesNotExist, ValueError, ValidationError) as error:
            raise Http404 from error

    def get_objects(self, pks: list[object]) -> "QuerySet[Any]":
        return self._own(super().get_objects(pks))  # type: ignore[misc]

    def get_creation_form(self) -> forms.BaseForm | None:
        form: forms.BaseForm | None = super().get_creation_form()  # type: ignore[misc]
        if form is not None:
            limit_choices(form, self.request.user)
        return form

    def _own(self, rows: "QuerySet[Any]") -> "QuerySet[Any]":
        policy = policy_registry.get_by_type(self.model_class)
        return rows.filter(pk__in=policy.instances_user_has_any_permission_for(self.request.user, ANY))


class BranchChooserViewSet(ChooserViewSet):
    """A chooser of rows that belong to a branch: `chosen/` and `chosen-multiple/` included."""

    def construct_view(self, view_class: type[View], **kwargs: Any) -> Any:
        return super().construct_view(type(view_class.__name__, (OwnChooserRows, view_class), {}), **kwargs)
