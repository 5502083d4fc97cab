"""What people decide in the inbox: categories, rules, transfers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from cfo.ledger.balances import mark_compared
from cfo.ledger.filing import add_rule, file_by_rules, file_lines
from cfo.ledger.inbox import inbox, lines_of, sure_groups
from cfo.ledger.pairing import found_halves, pair_transfers, unpair
from cfo.ledger.starting import start_categories
from cfo.models import Account, Category, Transaction
from cfo.models.transaction import FiledBy
from cfo.rule_patterns import check_pattern
from cfo.views.transaction import TransactionList
from kernel.errors import KernelError
from kernel.resources import addresses, changes
from kernel.resources.views import ResourceBulk
from kernel.resources.views.base import ResourceView

SIGNS = ("in", "out")
UNFILE = "none"


class LineFiling(ResourceBulk):
    """`POST /cfo/transactions/bulk/`: lines, or a payee's waiting ones, get a category.

    With ``rule`` a rule is made of ``pattern`` for the lines to come, and for those that wait.
    """

    listing = TransactionList

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        category = self._category()
        ids = self._lines()
        count = file_lines(lines=ids, category=category.pk if category else None, by=FiledBy.PERSON)
        words = self.notation.count(count, "line")
        said = f"{words} filed under {category}." if category else f"{words} wait again."
        if category and request.POST.get("rule"):
            said = f"{said} {self._rule(category)}"
        messages.success(request, said)
        return HttpResponseRedirect(self.back())

    def _category(self) -> Category | None:
        wanted = self.request.POST.get("category", "")
        if wanted == UNFILE:
            return None
        if not wanted:
            raise KernelError("bad_request", detail="Choose a category.")
        return changes.one(Category, addresses.parse_id(wanted))

    def _lines(self) -> list[Any]:
        payee, sign = self.request.POST.get("payee"), self.request.POST.get("sign")
        if payee is None:
            return [row.pk for row in self._rows()]
        found = lines_of(payee, sign or "") if sign in SIGNS else []
        if not found:
            raise KernelError("conflict", detail="None of these lines waits any more.")
        return found

    def _rule(self, category: Category) -> str:
        pattern = self.request.POST.get("pattern", "").strip()[:200]
        sign = self.request.POST.get("sign", "")
        if not pattern or sign not in SIGNS:
            raise KernelError("bad_request", detail="A rule needs the text that it looks for.")
        check_pattern("contains", pattern)
        add_rule(pattern=pattern, sign=sign, category=category.pk)
        also = sum(map(len, file_by_rules().values()))
        more = f" and filed {self.notation.count(also, 'further line')}" if also else ""
        return f"The rule “{pattern}” was made{more}."


class SuggestedFiling(ResourceView):
    """`POST /cfo/transactions/suggested/`: every group whose suggestion is nearly certain."""

    model = Transaction
    writes = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        count = sum(
            file_lines(lines=group.lines, category=UUID(group.category), by=FiledBy.PERSON)
            for group in sure_groups(inbox())
        )
        words = self.notation.count(count, "line")
        messages.success(request, f"{words} filed as earlier lines of their payees.")
        return HttpResponseRedirect(self.back())


class TransferPairing(ResourceView):
    """`POST /cfo/transactions/pairing/`: two lines, or all certain pairs, become transfers."""

    model = Transaction
    writes = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("all"):
            pairs = [(pair.out.pk, pair.into.pk) for pair in found_halves().certain]
        else:
            out, into = (request.POST.get(name, "") for name in ("out", "into"))
            pairs = [(addresses.parse_id(out), addresses.parse_id(into))]
        count = pair_transfers(pairs=pairs)
        words = self.notation.count(count, "transfer")
        messages.success(request, f"{words} paired. Neither income nor cost counts them.")
        return HttpResponseRedirect(self.back())


class TransferParting(ResourceView):
    """`POST /cfo/transactions/{id}/parting/`: the halves of a transfer are lines of their own."""

    model = Transaction
    writes = True

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(Transaction, addresses.parse_id(id))
        unpair(line=row.pk)
        messages.success(request, f"“{row}” is a line of its own again.")
        return HttpResponseRedirect(self.back(self.row_path(row)))


class AccountCompared(ResourceView):
    """`POST /cfo/accounts/{id}/compared/`: the lines of an account that agrees are marked."""

    model = Account
    writes = True

    def post(self, request: HttpRequest, id: object, **kwargs: Any) -> HttpResponse:
        row = changes.one(Account, addresses.parse_id(id))
        count = self.notation.count(mark_compared(account=row.pk), "line")
        messages.success(request, f"{count} of {row} marked as compared with the bank.")
        return HttpResponseRedirect(self.back())


class CategoryStart(ResourceView):
    """`POST /cfo/categories/start/`: the usual categories, where there are none."""

    model = Category
    writes = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        made = start_categories()
        said = f"{self.notation.count(len(made), 'category', 'categories')} added."
        messages.success(request, said if made else "There are categories already.")
        return HttpResponseRedirect(self.back())
