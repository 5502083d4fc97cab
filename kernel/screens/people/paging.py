"""Pages of a plain list: the number asked for, and the links to its neighbours."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from kernel.errors import KernelError
from kernel.resources.rights import notation


def page_number(request: HttpRequest, pages: Paginator[Any]) -> int:
    """``?page=``; raises KernelError (400) where it is no page of the list."""
    asked = request.GET.get("page") or "1"
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= pages.num_pages):
        raise KernelError(
            "invalid_parameter", detail=f"“page” is a number from 1 to {pages.num_pages}."
        )
    return int(asked)


def pager(request: HttpRequest, page: Page[Any], noun: str) -> dict[str, str]:
    """What components/pager.html shows; filters stay in the links."""

    def url(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    total = notation(request).count(page.paginator.count, noun)
    return {
        "said": f"{page.start_index()} to {page.end_index()} of {total}",
        "previous": url(page.previous_page_number()) if page.has_previous() else "",
        "next": url(page.next_page_number()) if page.has_next() else "",
    }
