"""What the database refused, told as what a person can mend.

Constraints live in the database; forms, API and imports all learn of a broken one here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connections, models, transaction
from django.db.models import Model

from kernel.errors import KernelError
from kernel.tenancy.scope import DATABASE

UNIQUE, CHECK, FOREIGN_KEY, NOT_NULL, EXCLUSION = "23505", "23514", "23503", "23502", "23P01"
DATA_STATES = {
    "22001": "It is too long.",
    "22003": "The number is out of range.",
    "22021": "It holds a character that cannot be stored.",
    "22P05": "It holds a character that cannot be stored.",
    "22007": "It is no date.",
    "22008": "The date is out of range.",
}
GENERATED_BY_POSTGRES = ("new row for relation", "duplicate key value", "conflicting key value")
GENERATED_BY_DJANGO = "Constraint “%(name)s” is violated."


@dataclass(frozen=True)
class Violation:
    """One fault: the model fields it concerns (none: the row as a whole), and the mend."""

    fields: tuple[str, ...]
    code: str
    detail: str


class ViolationError(Exception):
    """A write that the database refused; nothing was changed."""

    def __init__(self, violation: Violation) -> None:
        self.violation = violation
        super().__init__(violation.detail)

    def as_kernel_error(self) -> KernelError:
        """The same as a named 400 for doors that speak JSON."""
        pointer = f"/{self.violation.fields[0]}" if len(self.violation.fields) == 1 else ""
        return KernelError(
            "validation_failed",
            detail=self.violation.detail,
            errors=[
                {"pointer": pointer, "code": self.violation.code, "detail": self.violation.detail}
            ],
        )


@contextmanager
def told(model: type[Model], *, whole: bool = True) -> Iterator[None]:
    """A savepoint around writes of one model; raises ViolationError for a broken constraint.

    Rules that wait for the end of the transaction (the model's `held_at_commit`) are asked before
    the savepoint ends, so that who wrote hears of them; not so where ``whole`` says that rows
    which belong to these are yet to be written.
    """
    try:
        with transaction.atomic(using=DATABASE):
            yield
            if whole:
                _ask_now(getattr(model, "held_at_commit", ()))
    except DatabaseError as error:
        violation = explain(error, model)
        if violation is None:
            raise
        raise ViolationError(violation) from error


def _ask_now(constraints: tuple[str, ...]) -> None:
    if not constraints:
        return
    names = ", ".join(connections[DATABASE].ops.quote_name(name) for name in constraints)
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")
        cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")


def explain(error: DatabaseError, model: type[Model]) -> Violation | None:
    """The violation behind a database error, or None where it is no fault of the data."""
    cause: Any = error.__cause__
    state = getattr(cause, "sqlstate", None) or ""
    diag = getattr(cause, "diag", None)
    name = getattr(diag, "constraint_name", None) or ""
    column = getattr(diag, "column_name", None) or ""
    if state in DATA_STATES:
        return Violation((), "invalid", DATA_STATES[state])
    if state == NOT_NULL:
        return Violation(_fields_of(model, [column]), "required", "This is required.")
    if state == FOREIGN_KEY:
        return _foreign_key(model, name, getattr(diag, "table_name", "") or "")
    if state in (UNIQUE, CHECK, EXCLUSION):
        found = explain_constraint(model, name, unique=state != CHECK)
        said = getattr(diag, "message_primary", None) or ""
        if said and not said.startswith(GENERATED_BY_POSTGRES):
            return Violation(found.fields, found.code, f"{said[:1].upper()}{said[1:].rstrip('.')}.")
        return found
    return None


def explain_constraint(model: type[Model], name: str, *, unique: bool) -> Violation:
    """The words for a broken constraint of the model, by its name."""
    constraint = next((c for c in model._meta.constraints if c.name == name), None)
    fields = _constraint_fields(model, constraint, name)
    message = ""
    if constraint is not None and constraint.violation_error_message != (
        models.BaseConstraint.default_violation_error_message
    ):
        message = str(constraint.get_violation_error_message())
    if message and message != GENERATED_BY_DJANGO % {"name": name}:
        return Violation(fields, "unique" if unique else "constraint", message)
    noun = model._meta.verbose_name
    labels = _labels(model, fields)
    if unique:
        same = " and ".join(labels) or "values"
        return Violation(fields, "unique", f"Another {noun} has the same {same} already.")
    about = " and ".join(labels)
    rule = name.removeprefix(f"{model._meta.db_table}_").replace("_", " ")
    detail = f"{about.capitalize()}: " if about else ""
    return Violation(fields, "constraint", f"{detail}the rule “{rule}” is not kept.")


def in_use(nouns: list[str]) -> Violation:
    """A row that rows of these kinds still refer to."""
    by = " and ".join(sorted(set(nouns)))
    return Violation((), "in_use", f"It is still used by {by}. Delete or change these first.")


def _foreign_key(model: type[Model], name: str, table: str) -> Violation:
    own = model._meta.db_table
    if table and table != own:
        users = {m._meta.db_table: m for m in apps.get_models()}.get(table)
        return in_use([str(users._meta.verbose_name_plural) if users else "other rows"])
    fields = _fields_of(model, [name.removeprefix(f"{own}_")])
    return Violation(fields, "not_found", "There is no such row in this workspace.")


def _constraint_fields(
    model: type[Model], constraint: models.BaseConstraint | None, name: str
) -> tuple[str, ...]:
    names: list[str] = []
    if isinstance(constraint, models.UniqueConstraint):
        names = [str(field) for field in constraint.fields]
    elif isinstance(constraint, models.CheckConstraint):
        names = sorted({child[0].split("__")[0] for child in _leaves(constraint.condition)})
    else:
        names = [name.removeprefix(f"{model._meta.db_table}_")]
    return _fields_of(model, names)


def _leaves(condition: Any) -> Iterator[tuple[str, Any]]:
    for child in getattr(condition, "children", []):
        if isinstance(child, tuple):
            yield child
        else:
            yield from _leaves(child)


def _fields_of(model: type[Model], names: list[str]) -> tuple[str, ...]:
    hidden = {"tenant", "workspace", "run", "created_by"}
    found = []
    for field in model._meta.concrete_fields:
        known = {field.name, field.attname, field.column}
        if known & set(names) and field.name not in hidden:
            found.append(field.name)
    return tuple(found)


def _labels(model: type[Model], fields: tuple[str, ...]) -> list[str]:
    return [str(model._meta.get_field(field).verbose_name) for field in fields]  # type: ignore[union-attr]
