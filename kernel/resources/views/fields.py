"""One field of one row, changed where it stands: status, date, owner."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kernel.core.windows import OUT_OF_YEARS, YEARS
from kernel.errors import NotFoundError
from kernel.resources import addresses, changes
from kernel.resources.rights import members
from kernel.resources.views.base import ResourceView, capital, wants_fragment
from kernel.resources.violations import ViolationError
from kernel.tenancy.models import User


class ResourceField(ResourceView):
    """``POST …/{id}/fields/{name}/`` for the ``inline_fields`` of ``listing``.

    Answers htmx with the row, everybody else with the list that the edit came from. A module
    that has rules of its own about a change overrides ``check``.
    """

    listing: ClassVar[type[Any]]
    template_name = "kernel/resources/row_part.html"
    writes = True

    @property
    def resource_model(self) -> type[Any]:
        return self.listing.model  # type: ignore[no-any-return]

    def check(self, row: Any, name: str) -> None:
        """Raise ValidationError where the row may not get its new value."""
        row.clean()

    def post(self, request: HttpRequest, id: object, name: str, **kwargs: Any) -> HttpResponse:
        if name not in self.listing.inline_fields:
            raise NotFoundError("This field is not edited in the row.")
        model = self.resource_model
        row: Any = changes.one(model, addresses.parse_id(id), lock=True)
        label, before = str(row), changes.state(row, [name])
        try:
            changes.check_seen(row, request.POST.get("seen", ""), (name,))
            self._set(row, name, request.POST.get(name, ""))
            self.check(row, name)
            changed = changes.save(row, before)
        except changes.SeenError as conflict:
            return self._answer(row, name, error=self._conflict(row, name, conflict), status=409)
        except (ValidationError, ViolationError) as refusal:
            setattr(row, row._meta.get_field(name).attname, before[name])
            said = _words(refusal)
            return self._answer(row, name, error=f"{label} was not changed. {said}", status=422)
        if not changed:
            return self._answer(row, name)
        field: Any = model._meta.get_field(name)
        said = f"{capital(str(field.verbose_name))} of “{label}” is now {self._said(row, name)}."
        return self._answer(row, name, toast=said, undo=self._undo(row, name, before[name]))

    def _set(self, row: Any, name: str, typed: str) -> None:
        field = row._meta.get_field(name)
        if isinstance(field, ForeignKey):
            setattr(row, name, self._chosen(field, typed))
            return
        value = None if typed == "" and field.null else typed
        cleaned = field.clean(value, row)
        if isinstance(cleaned, dt.date) and cleaned.year not in YEARS:
            raise ValidationError(OUT_OF_YEARS)
        setattr(row, name, cleaned)

    def _chosen(self, field: Any, typed: str) -> Any:
        if typed == "":
            if not field.null:
                raise ValidationError("Choose one.")
            return None
        found = None
        try:
            wanted = addresses.parse_id(typed)
        except Exception:
            wanted = None
        if wanted is not None and field.related_model is User:
            found = User.objects.filter(pk=wanted).first() if wanted in members() else None
        elif wanted is not None:
            found = field.related_model._default_manager.filter(pk=wanted).first()
        if found is None:
            raise ValidationError("There is no such row in this workspace.")
        return found

    def _said(self, row: Any, name: str) -> str:
        display = getattr(row, f"get_{name}_display", None)
        value = display() if display else getattr(row, name)
        if value is None or value == "":
            return "empty"
        return self.notation.day(value) if hasattr(value, "strftime") else str(value)

    def _undo(self, row: Any, name: str, before: Any) -> dict[str, Any]:
        value = "" if before is None else getattr(before, "isoformat", lambda: str(before))()
        return {
            "label": "Undo",
            "url": self.row_path(row, f"fields/{name}"),
            "hidden": self._hidden(row, name, value),
        }

    def _hidden(self, row: Any, name: str, value: str) -> list[dict[str, str]]:
        return [
            {"name": name, "value": value},
            {"name": "seen", "value": row.updated_at.isoformat()},
            {"name": "next", "value": self.back()},
        ]

    def _conflict(self, row: Any, name: str, conflict: changes.SeenError) -> SafeString:
        """Names who was faster and what they chose, with both ways out."""
        last = conflict.last
        who = last.who if last else "Somebody else"
        at = f" at {last.at.astimezone(self._zone()):%H:%M}" if last else ""
        return format_html(
            '“{}” was not saved: {} set it to {}{}. <a href="{}">Keep that</a>, or choose again.',
            str(row),
            who,
            self._said(row, name),
            at,
            self.back(),
        )

    def _zone(self) -> Any:
        from kernel.tenancy.clock import now

        return now().tzinfo

    def _answer(
        self,
        row: Any,
        name: str,
        *,
        error: Any = "",
        toast: str = "",
        undo: dict[str, Any] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        if not wants_fragment(self.request) and not error:
            if toast:
                messages.success(self.request, toast)
            return HttpResponseRedirect(self.back())
        view = self.listing()
        view.setup(self.request)
        view.access = self.access
        table = view.table_class([row])
        look = view.look()
        context = {
            "row": view.row_context(table, row, look, error=error),
            "bulk": bool(view.bulk),
            "menu": True,
            "table_id": addresses.resource_name(self.resource_model),
            "toasts": [{"text": toast, "undo": undo}] if toast else [],
        }
        if wants_fragment(self.request):
            return self.page(context, status=200 if status == 409 else status)
        return self.page(
            {**context, "title": str(row), "cancel": self.back(), "problem": error},
            template="kernel/resources/field_refused.html",
            status=status,
        )


def _words(refusal: ValidationError | ViolationError) -> str:
    if isinstance(refusal, ViolationError):
        return refusal.violation.detail
    return " ".join(refusal.messages)
