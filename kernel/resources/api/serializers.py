"""A resource as JSON: ids within the scope, money in minor units, nothing that is not asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models
from drf_spectacular.drainage import set_override
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from kernel.core.windows import OUT_OF_YEARS, YEARS
from kernel.errors import KernelError
from kernel.resources import changes
from kernel.resources.rights import members
from kernel.resources.violations import ViolationError, told
from kernel.tenancy.models import User

OURS = ("id", "created_at", "updated_at", "created_by", "run")
NEVER = frozenset({*OURS, "tenant", "workspace"}) | {
    f"{name}_id" for name in ("tenant", "workspace", "created_by", "run")
}
NO_SUCH_ROW = "There is no such row in this workspace."


class RowKeyField(serializers.PrimaryKeyRelatedField):
    """The id of a row of the scope; a foreign tenant's is missing like any other."""

    default_error_messages = {
        "does_not_exist": NO_SUCH_ROW,
        "incorrect_type": "Send the id as text.",
    }

    def get_queryset(self) -> Any:
        if issubclass(self.queryset.model, User):
            return User.objects.filter(pk__in=list(members()))
        return super().get_queryset()


class MomentField(serializers.DateTimeField):
    """A time that every zone's clocks show."""

    default_error_messages = {"out_of_years": OUT_OF_YEARS}

    def to_internal_value(self, value: Any) -> dt.datetime:
        found: dt.datetime = super().to_internal_value(value)
        if found.year not in YEARS:
            self.fail("out_of_years")
        return found


class DayField(serializers.DateField):
    """A day with others around it."""

    default_error_messages = {"out_of_years": OUT_OF_YEARS}

    def to_internal_value(self, value: Any) -> dt.date:
        found: dt.date = super().to_internal_value(value)
        if found.year not in YEARS:
            self.fail("out_of_years")
        return found


class ResourceSerializer(serializers.ModelSerializer):
    """Base of a resource's serializer: ``class Meta: model = …; fields = (…)``.

    ``id``, ``created_at``, ``updated_at``, ``created_by`` and ``run`` come with every row and are
    never taken from a body.
    """

    serializer_related_field = RowKeyField
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateField: DayField,
        models.DateTimeField: MomentField,
    }

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Describe a module's rows under its own name: several have metrics, and settings."""
        super().__init_subclass__(**kwargs)
        model = getattr(getattr(cls, "Meta", None), "model", None)
        if model is not None and model._meta.app_label != "kernel":
            name = f"{model._meta.app_label.capitalize()}{model.__name__}"
            set_override(cls, "component_name", name)

    def get_field_names(self, declared_fields: Any, info: Any) -> list[str]:
        names = list(super().get_field_names(declared_fields, info))
        return ["id", *(n for n in names if n not in OURS), *OURS[1:]]

    def build_field(self, field_name: str, info: Any, model_class: Any, depth: int) -> Any:
        kind, kwargs = super().build_field(field_name, info, model_class, depth)
        if field_name in OURS:
            kwargs = {"read_only": True}
            if kind is RowKeyField:
                kwargs["allow_null"] = True
        return kind, kwargs

    def get_validators(self) -> list[Any]:
        """None: what may stand together is the database's to say, and told from there."""
        return []

    def get_unique_together_validators(self) -> list[Any]:
        return []

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            self._refuse_ours(data)
            if unknown := sorted(str(name) for name in set(data) - set(self.fields)):
                fault = ErrorDetail("This field is not known here.", code="unknown_field")
                raise serializers.ValidationError({name[:80]: [fault] for name in unknown})
        return super().to_internal_value(data)

    def is_valid(self, *, raise_exception: bool = False) -> bool:
        valid = bool(super().is_valid(raise_exception=False))
        if not valid and raise_exception:
            self._refuse_references()
            raise serializers.ValidationError(self.errors)
        return valid

    def create(self, validated_data: dict[str, Any]) -> Any:
        model = self.Meta.model
        row = model(**validated_data)
        try:
            with told(model):
                row.save(force_insert=True)
        except ViolationError as refusal:
            raise refusal.as_kernel_error() from refusal
        changes.created(row)
        return row

    def update(self, instance: Any, validated_data: dict[str, Any]) -> Any:
        names = list(validated_data)
        before = changes.state(instance, names)
        for name, value in validated_data.items():
            setattr(instance, name, value)
        try:
            changes.save(instance, before)
        except ViolationError as refusal:
            raise refusal.as_kernel_error() from refusal
        return instance

    def _refuse_ours(self, data: Mapping[str, Any]) -> None:
        named = sorted(str(name) for name in set(data) & NEVER)
        if not named:
            return
        fault = "The product sets this field; leave it out."
        raise KernelError(
            "field_not_allowed",
            detail=f"{', '.join(named)}: {fault}",
            errors=[
                {"pointer": f"/{name}", "code": "field_not_allowed", "detail": fault}
                for name in named
            ],
        )

    def _refuse_references(self) -> None:
        """400 not_found_reference where nothing but keys to missing rows is wrong."""
        faults = {
            name: error
            for name, errors in self.errors.items()
            for error in (errors if isinstance(errors, list) else [])
        }
        missing = [name for name, e in faults.items() if getattr(e, "code", "") == "does_not_exist"]
        if not missing or len(missing) < len(self.errors):
            return
        raise KernelError(
            "not_found_reference",
            detail=f"{', '.join(missing)}: {NO_SUCH_ROW}",
            errors=[
                {"pointer": f"/{name}", "code": "not_found", "detail": NO_SUCH_ROW}
                for name in missing
            ],
        )


def model_of(serializer: type[ResourceSerializer]) -> type[models.Model]:
    """The model that a serializer is written for."""
    return serializer.Meta.model  # type: ignore[no-any-return]
