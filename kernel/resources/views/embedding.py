"""A list's table on another page, with everything that it does at home."""

from __future__ import annotations

import copy
from typing import Any

from django.http import HttpRequest, QueryDict

from kernel.resources import addresses
from kernel.resources.rights import rights
from kernel.resources.views.listing import ResourceList

ROWS = 6


def embedded(listing: type[ResourceList], request: HttpRequest, rows: int = ROWS) -> dict[str, Any]:
    """The context of components/resource_table.html: a list's first rows, as its page has them.

    Sorting and paging ask the list's own address. With htmx they change the table in place;
    without script they lead to the list. Several rows at once are changed there, not here.
    """
    asked = copy.copy(request)
    query = f"page_size={rows}"
    asked.path = asked.path_info = addresses.list_path(listing.model)
    asked.GET, asked.META = QueryDict(query), {**request.META, "QUERY_STRING": query}
    view = listing()
    view.setup(asked)
    view.access = rights(asked)
    context = view.table_context(view.query)
    context.pop("bulk", None)
    return context
