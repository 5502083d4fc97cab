"""One change for several rows: those that are ticked, or all that the list's filters show."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kernel.errors import KernelError
from kernel.resources import addresses, changes
from kernel.resources.querying import PAGE
from kernel.resources.views.base import ResourceView, capital
from kernel.resources.views.toolbar import PICK
from kernel.resources.violations import ViolationError, told

MOST_ROWS = 1000


class ResourceBulk(ResourceView):
    """``POST …/bulk/`` with ``id`` values, or ``?pick=all`` and the list's parameters.

    The button's name and value say the change; it is one of ``listing.bulk``. All rows change,
    or none.
    """

    listing: ClassVar[type[Any]]
    writes = True

    @property
    def resource_model(self) -> type[Any]:
        return self.listing.model  # type: ignore[no-any-return]

    def check(self, row: Any, name: str) -> None:
        """Raise ValidationError where a row may not get its new value."""
        row.clean()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name, value = self._change()
        rows = self._rows()
        changed = 0
        try:
            with told(self.resource_model):
                for row in rows:
                    changed += self._apply(row, name, value)
        except (ValidationError, ViolationError) as refusal:
            said = getattr(refusal, "messages", None) or [refusal.violation.detail]  # type: ignore[union-attr]
            detail = f"Nothing was changed. {' '.join(said)}"
            raise KernelError("validation_failed", detail=detail) from refusal
        field: Any = self.resource_model._meta.get_field(name)
        words = dict(field.flatchoices).get(value, value)
        count = self.notation.count(changed, self.noun, self.nouns)
        label = capital(str(field.verbose_name))
        messages.success(request, f"{label} of {count} is now {words}.")
        return HttpResponseRedirect(self.back())

    def _change(self) -> tuple[str, str]:
        for name, values in self.listing.bulk.items():
            value = self.request.POST.get(name, "")
            if value in values:
                return name, value
        offered = ", ".join(f"{n}={v}" for n, vs in self.listing.bulk.items() for v in vs)
        raise KernelError("bad_request", detail=f"Say what to change, one of: {offered}.")

    def _rows(self) -> list[Any]:
        if self.request.GET.get(PICK) == "all":
            rows = self._filtered()
        else:
            ids = [addresses.parse_id(value) for value in self.request.POST.getlist("id")]
            if not ids:
                raise KernelError("bad_request", detail="Tick at least one row.")
            rows = self.resource_model._default_manager.filter(pk__in=ids[: MOST_ROWS + 1])
        found = list(rows.order_by("id").select_for_update(of=("self",))[: MOST_ROWS + 1])
        if len(found) > MOST_ROWS:
            raise KernelError(
                "bad_request", detail=f"At most {MOST_ROWS} rows change at once. Narrow the list."
            )
        return found

    def _filtered(self) -> Any:
        view = self.listing()
        view.setup(self.request)
        params = self.request.GET.copy()
        params.pop(PAGE, None)
        shape = self.listing.shape()
        rows = view.get_queryset()
        query = shape.read(params, self.request, rows)
        query.refuse_faults()
        return shape.rows(query, rows)

    def _apply(self, row: Any, name: str, value: str) -> int:
        before = changes.state(row, [name])
        field = row._meta.get_field(name)
        setattr(row, name, field.clean(value, row))
        self.check(row, name)
        return len(changes.save(row, before))
