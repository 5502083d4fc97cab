"""Categories from files: what money is for."""

from __future__ import annotations

from cfo.models import Category
from kernel.resources.imports.columns import ChoiceColumn, FlagColumn, TextColumn
from kernel.resources.imports.kinds import ImportKind


class CategoriesImport(ImportKind):
    """A row a category; one of the same name is updated."""

    title = "Categories"
    noun = "category"
    about = (
        "One row a category with its kind: revenue, cogs, opex, payroll, tax, transfer or "
        "financing. Statements and budgets go by the kind."
    )
    model = Category
    key = ("name",)
    columns = (
        TextColumn(
            "name", aliases=("category", "account", "account name", "kategorie", "konto"),
            required=True, example="Packaging",
        ),
        ChoiceColumn(
            "kind", aliases=("type", "class", "account type", "art"), required=True,
            words=(
                ("income", "revenue"), ("sales", "revenue"), ("cost of sales", "cogs"),
                ("direct costs", "cogs"), ("expense", "opex"), ("expenses", "opex"),
                ("overhead", "opex"), ("wages", "payroll"), ("salaries", "payroll"),
                ("equity", "financing"), ("loan", "financing"),
            ),
            example="cogs",
        ),
        FlagColumn("archived", aliases=("inactive", "closed"), default=False, example="no"),
    )  # fmt: skip

    def sample_rows(self) -> list[dict[str, str]]:
        """A category of each of three kinds."""
        return [
            {"name": name, "kind": kind, "archived": "no"}
            for name, kind in (
                ("Online sales", "revenue"), ("Packaging", "cogs"), ("Rent", "opex")
            )
        ]  # fmt: skip
