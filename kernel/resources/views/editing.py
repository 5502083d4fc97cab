"""Making, changing and deleting one row with a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kernel.resources import addresses, changes
from kernel.resources.columns import unit_of
from kernel.resources.forms import ResourceForm
from kernel.resources.views.base import ResourceView, capital
from kernel.resources.violations import ViolationError, told


class _FormView(ResourceView):
    form_class: ClassVar[type[ResourceForm]]
    template_name = "kernel/resources/form.html"
    writes = True

    def form(self, row: Any = None, *, initial: dict[str, Any] | None = None) -> ResourceForm:
        data = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, instance=row, initial=initial, notation=self.notation)

    def form_page(self, form: ResourceForm, title: str, save: str, cancel: str) -> HttpResponse:
        return self.page(
            {
                "title": title,
                "form": form,
                "save_label": save,
                "cancel": cancel,
                "next": self.back(cancel),
            },
            status=422 if form.is_bound and form.errors else 200,
        )

    def arrive(self, row: Any) -> str:
        """Where a saved row leads: its page, or the list where it has none."""
        path = self.row_path(row)
        return path if addresses.is_served(path) else self.list_path


class ResourceCreate(_FormView):
    """A new row: ``model`` and ``form_class``. Parameters of the address fill the form in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = set(self.form_class.base_fields) - {"seen"}
        initial = {name: value for name, value in request.GET.items() if name in known}
        return self._page(self.form(initial=initial))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form()
        if form.is_valid():
            try:
                with told(self.model):
                    row = form.save()
            except ViolationError as refusal:
                form.refuse(refusal.violation)
            else:
                changes.created(row)
                messages.success(request, f"“{row}” was added.")
                return HttpResponseRedirect(self.back(self.arrive(row)))
        return self._page(form)

    def _page(self, form: ResourceForm) -> HttpResponse:
        return self.form_page(form, f"New {self.noun}", f"Add {self.noun}", self.list_path)


class ResourceEdit(_FormView):
    """Changes of one row: ``model`` and ``form_class``."""

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(self.model, addresses.parse_id(id))
        return self._page(self.form(row), row)

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row: Any = changes.one(self.model, addresses.parse_id(id), lock=True)
        stands = str(row)
        form = self.form(row)
        names = form.written_fields()
        before = changes.state(row, names)
        try:
            changes.check_seen(row, request.POST.get("seen", ""), tuple(names))
        except changes.SeenError as conflict:
            return self._conflict(form, row, conflict, stands)
        if form.is_valid():
            try:
                changed = changes.save(row, before)
            except ViolationError as refusal:
                form.refuse(refusal.violation)
            else:
                said = "saved" if changed else "left as it was"
                messages.success(request, f"“{row}” was {said}.")
                return HttpResponseRedirect(self.back(self.arrive(row)))
        return self._page(form, row, stands)

    def _page(self, form: ResourceForm, row: Any, stands: str = "") -> HttpResponse:
        return self.form_page(form, f"Edit {stands or row}", "Save changes", self.arrive(row))

    def _conflict(
        self, form: ResourceForm, row: Any, conflict: changes.SeenError, stands: str
    ) -> HttpResponse:
        """Both values side by side; saving again keeps this person's."""
        form.is_valid()
        data = self.request.POST.copy()
        data["seen"] = row.updated_at.isoformat()
        form.data = data
        theirs = conflict.last.fields if conflict.last else {}
        return self.page(
            {
                "title": f"Edit {stands}",
                "form": form,
                "conflict": conflict.detail,
                "theirs": [
                    {"label": self._label(name), "before": said(pair[0]), "now": said(pair[1])}
                    for name, pair in theirs.items()
                    for said in [self._words(row, name)]
                ],
                "save_label": "Save mine over it",
                "cancel": self.arrive(row),
                "next": self.back(self.arrive(row)),
            },
            status=409,
        )

    def _words(self, row: Any, name: str) -> Callable[[Any], str]:
        """How a recorded value of a field is written: choices by name, keys by their row."""
        field: Any = self.model._meta.get_field(name)

        def said(value: Any) -> str:
            if value in (None, "", []):
                return "empty"
            if isinstance(value, list):
                return "; ".join(map(str, value))
            if field.is_relation:
                found = field.related_model._default_manager.filter(pk=value).first()
                return str(found) if found else "a row that is gone"
            if unit_of(field) == "money":
                return self.notation.money(value, getattr(row, "currency", ""), cents=True)
            if unit_of(field) == "fraction":
                return self.notation.percent(value)
            return str(dict(field.flatchoices).get(value, value))

        return said

    def _label(self, name: str) -> str:
        field: Any = self.model._meta.get_field(name)
        return capital(str(field.verbose_name))


class ResourceDelete(ResourceView):
    """Asks, then deletes one row: ``model``."""

    template_name = "kernel/resources/delete.html"
    writes = True

    def get(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(self.model, addresses.parse_id(id))
        return self._page(row)

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row: Any = changes.one(self.model, addresses.parse_id(id), lock=True)
        label = str(row)
        try:
            changes.delete(row)
        except ViolationError as refusal:
            return self._page(row, refusal.violation.detail, status=409)
        messages.success(request, f"“{label}” was deleted.")
        return HttpResponseRedirect(self.list_path)

    def _page(self, row: Any, problem: str = "", status: int = 200) -> HttpResponse:
        return self.page(
            {
                "title": f"Delete {row}?",
                "row": row,
                "noun": self.noun,
                "problem": problem,
                "cancel": self.back(self.list_path),
            },
            status=status,
        )
