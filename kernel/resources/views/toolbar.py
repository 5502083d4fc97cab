"""What stands around a list's rows: search, chips, filters, columns, export, pager, no rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from kernel.formats import numbers
from kernel.resources import addresses
from kernel.resources.addresses import with_query
from kernel.resources.filters import MemberFilter, RowFilter
from kernel.resources.querying import (
    COLUMNS,
    FOLD,
    PAGE,
    PAGE_SIZE,
    SEARCH,
    SORT,
    SUM,
    ListQuery,
)

if TYPE_CHECKING:
    from kernel.resources.views.listing import ResourceList

PICK = "pick"
SIZES = (25, 50, 100)
MOST_DROPPED = 4


class Toolbar:
    """The parts of components/resource_table.html that depend on the query, not on the rows."""

    def __init__(self, view: ResourceList, query: ListQuery, total: int) -> None:
        self.view = view
        self.query = query
        self.total = total
        self.path = view.list_path

    def context(self) -> dict[str, Any]:
        view = self.view
        context: dict[str, Any] = {
            "id": addresses.resource_name(view.model),
            "noun": view.nouns,
            "caption": self.caption(),
            "columns_menu": self.columns_menu(),
            "menu": bool(view.may_write),
            "rows": [],
        }
        if view.search_fields:
            context["search"] = self.search()
        if view.filterset_class is not None:
            context["chips"] = self.chips()
            context["filters"] = self.filters()
        elif self.query.search:
            context["chips"] = self.chips()
        if self.total and addresses.is_served(f"{self.path}export/"):
            words = view.notation.count(self.total, "row")
            context["export"] = {
                "label": f"Export {words}",
                "url": with_query(f"{self.path}export/", self.query.without(PAGE_SIZE, SUM, FOLD)),
            }
        field = view.bulk_field() if view.may_write and self.total else None
        if (view.bulk or field) and view.may_write and self.total:
            context["bulk"] = {**self.bulk(), "field": field}
        return context

    def link(self, *dropped: str, **added: str) -> str:
        """This list with some parameters dropped and some set."""
        pairs = self.query.without(*dropped, *added)
        return with_query(self.path, [*pairs, *((k, v) for k, v in added.items() if v)])

    def caption(self) -> str:
        view = self.view
        nouns = view.nouns[:1].upper() + view.nouns[1:]
        text = f"{nouns}, {view.notation.number(self.total)}"
        if not self.query.sort:
            return text
        name = self.query.sort[0]
        bare = name.removeprefix("-")
        known = bare in view.table_class.base_columns
        label = view.table_class.label_of(bare) if known else bare.replace("_", " ")
        order = ", highest first" if name.startswith("-") else ""
        return f"{text}, sorted by {label.lower()}{order}"

    def search(self) -> dict[str, Any]:
        return {
            "action": self.path,
            "name": SEARCH,
            "label": f"Search {self.view.nouns}",
            "value": self.query.search,
            "placeholder": self.view.search_hint,
            "hidden": _pairs(self.query.without(SEARCH)),
        }

    def chips(self) -> list[dict[str, Any]]:
        chips = []
        if self.query.search:
            chips.append(
                {"text": "Contains", "value": self.query.search, "remove": self.link(SEARCH)}
            )
        filters = self.query.filters
        for name, value in filters.active() if filters else ():
            assert filters is not None
            chips.append(
                {
                    "name": name,
                    "text": filters.words(name),
                    "value": self.said(name, value),
                    "remove": self.link(name),
                }
            )
        return chips

    def said(self, name: str, value: Any) -> str:
        assert self.query.filters is not None
        if hasattr(value, "strftime"):
            return self.view.notation.day(value)
        return self.query.filters.said(name, value)

    def filters(self) -> dict[str, Any]:
        """The fold of filters. Those whose choices are rows are asked for one step later."""
        filters = self.query.filters
        assert filters is not None
        all_of_them = self.query.params.get(FOLD) == "all"
        dropped = (*filters.filters, PICK, FOLD)
        waiting = [
            name
            for name, found in filters.filters.items()
            if isinstance(found, MemberFilter | RowFilter)
            and not all_of_them
            and not self.query.params.get(name)
        ]
        fold: dict[str, Any] = {
            "action": self.path,
            "hidden": _pairs(self.query.without(*dropped)),
            "fields": [self._field(name) for name in filters.filters if name not in waiting],
            "open": all_of_them,
        }
        if waiting:
            labels = ", ".join(filters.label(name).lower() for name in waiting)
            fold["more"] = {"label": f"Also by {labels}", "url": self.link(filters="all")}
        return fold

    def _field(self, name: str) -> dict[str, Any]:
        filters = self.query.filters
        assert filters is not None
        field = filters.form.fields[name]
        value = self.query.params.get(name, "")
        words = filters.words(name).removesuffix(" is")
        common = {"name": name, "id": f"filter-{name}", "label": words, "value": value}
        if isinstance(field, forms.NullBooleanField):
            options = [("", "any"), ("true", "yes"), ("false", "no")]
            return {**common, "kind": "select", "options": _options(options, value)}
        if isinstance(field, forms.ChoiceField):
            offered: Any = field.choices
            choices = [(str(getattr(k, "value", k)), str(label)) for k, label in offered]
            return {**common, "kind": "select", "options": _options(choices, value)}
        if isinstance(field, forms.DateField):
            return {**common, "kind": "date"}
        if isinstance(field, forms.DecimalField):
            return {**common, "kind": "number"}
        return {**common, "kind": "text"}

    def columns(self) -> list[dict[str, Any]]:
        view = self.view
        sorts = view.shape().sorts
        current = self.query.sort[0] if self.query.sort else ""
        found = []
        for name in view.chosen_columns:
            column = view.table_class.base_columns[name]
            head: dict[str, Any] = {
                "label": view.table_class.label_of(name),
                "num": getattr(column, "kind", "") == "num",
                "minor": getattr(column, "minor", False),
            }
            if name in sorts:
                down_first = head["num"] or column.initial_sort_descending
                head["sort"] = self.link(SORT, sort=_next_sort(name, current, down_first))
                if current.removeprefix("-") == name:
                    head["sorted"] = "descending" if current.startswith("-") else "ascending"
            found.append(head)
        return found

    def columns_menu(self) -> list[dict[str, Any]]:
        table = self.view.table_class
        shown = self.view.chosen_columns
        names = table.names()[1:]
        if len(names) < 3:
            return []
        menu = []
        for name in names:
            wanted = [n for n in table.names() if (n in shown) != (n == name)]
            menu.append(
                {
                    "label": table.label_of(name),
                    "shown": name in shown,
                    "url": self.link(COLUMNS, columns=",".join(wanted)),
                }
            )
        return menu

    def bulk(self) -> dict[str, Any]:
        picked_all = self.query.params.get(PICK) == "all"
        nouns = self.view.notation.count(self.total, self.view.noun, self.view.nouns)
        action = f"{self.path}bulk/"
        if picked_all:
            action = with_query(action, self.query.without(PAGE_SIZE))
        context: dict[str, Any] = {
            "action": action,
            "choices": [
                {
                    "name": field,
                    "value": value,
                    "label": f"{label} all {nouns}" if picked_all else label,
                }
                for field, values in self.view.bulk.items()
                for value, label in values.items()
            ],
            "clear": self.link(PICK),
        }
        if not picked_all:
            context["all"] = {"label": f"Select all {nouns}", "url": self.link(PICK, pick="all")}
        return context

    def pager(self, first: int, count: int) -> dict[str, Any]:
        number_format = self.view.notation.number_format
        last = -(-self.total // self.query.page_size)
        page = self.query.page
        said = numbers.ordinal_range(
            first + 1, first + count, self.total, self._nouns(), number_format
        )
        sizes = sorted({*SIZES, self.query.page_size})
        return {
            "said": said,
            "previous": self.link(PAGE, page=str(page - 1)) if page > 1 else "",
            "next": self.link(PAGE, page=str(page + 1)) if page < last else "",
            "sizes": [
                {
                    "n": size,
                    "url": self.link(PAGE_SIZE, page_size=str(size)),
                    "current": size == self.query.page_size,
                }
                for size in sizes
            ],
        }

    def _nouns(self) -> str:
        return self.view.noun if self.total == 1 else self.view.nouns

    def state(self) -> dict[str, Any]:
        """Nothing matches, or nothing is there yet."""
        chips = self.chips()
        return self._nothing_matches(chips) if chips else self._nothing_yet()

    def _nothing_matches(self, chips: list[dict[str, Any]]) -> dict[str, Any]:
        best, most = None, 0
        for chip in chips[:MOST_DROPPED]:
            count = self._count_without(chip.get("name", SEARCH))
            if count > most:
                best, most = chip, count
        actions = [{"label": "Remove all filters", "url": self.path, "ghost": best is not None}]
        text = "No single filter is the reason; remove all of them to see every row."
        if best is not None:
            words = self.view.notation.count(most, self.view.noun, self.view.nouns)
            text = f"Without “{best['text']} {best['value']}” there {_are(most)} {words}."
            actions.insert(0, {"label": "Remove that filter", "url": best["remove"]})
        if len(chips) == 1:
            actions = actions[:1]
        return {"title": f"No {self.view.noun} matches", "text": text, "actions": actions}

    def _count_without(self, name: str) -> int:
        params = self.query.params.copy()
        params.pop(name, None)
        shape = self.view.shape()
        rows = self.view.get_queryset()
        return shape.rows(shape.read(params, self.view.request, rows), rows).count()

    def _nothing_yet(self) -> dict[str, Any]:
        view = self.view
        actions: list[dict[str, Any]] = []
        if view.may_write:
            actions += view.starts()
            actions += [
                {
                    "label": "Import a file",
                    "url": f"/imports/new/?kind={kind.name}",
                    "icon": "upload",
                    "primary": not actions,
                }
                for kind in _kinds_of(view)
            ]
            if addresses.is_served(f"{self.path}new/"):
                label = "Add one by hand" if actions else f"Add the first {view.noun}"
                actions.append(
                    {
                        "label": label,
                        "url": f"{self.path}new/",
                        "ghost": bool(actions),
                        "primary": not actions,
                    }
                )
        text = view.empty or f"This is where the {view.nouns} of this workspace are listed."
        return {"title": f"No {view.nouns} yet", "text": text, "actions": actions}


def _kinds_of(view: ResourceList) -> list[Any]:
    from kernel.resources.imports.kinds import kinds

    if not addresses.is_served("/imports/new/"):
        return []
    return [kind for kind in kinds() if kind.model is view.model]


def _next_sort(name: str, current: str, down_first: bool) -> str:
    if current.removeprefix("-") != name:
        return f"-{name}" if down_first else name
    return name if current.startswith("-") else f"-{name}"


def _options(choices: list[tuple[str, str]], value: str) -> list[dict[str, Any]]:
    return [{"value": k, "label": label, "selected": k == value} for k, label in choices]


def _pairs(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
