"""The columns that an import may have, by what their cells hold."""

from kernel.resources.imports.columns.base import (
    LONGEST_CELL,
    CellError,
    ImportColumn,
    Reading,
    short,
    simple,
    storable,
)
from kernel.resources.imports.columns.numbers import (
    CurrencyColumn,
    DecimalColumn,
    FractionColumn,
    MoneyColumn,
    WholeColumn,
    currency_of_sign,
)
from kernel.resources.imports.columns.plain import (
    ChoiceColumn,
    DayColumn,
    FlagColumn,
    ListColumn,
    TextColumn,
)
from kernel.resources.imports.columns.rows import NewRow, RowColumn

__all__ = [
    "LONGEST_CELL",
    "CellError",
    "ChoiceColumn",
    "CurrencyColumn",
    "DayColumn",
    "DecimalColumn",
    "FlagColumn",
    "FractionColumn",
    "ImportColumn",
    "ListColumn",
    "MoneyColumn",
    "NewRow",
    "Reading",
    "RowColumn",
    "TextColumn",
    "WholeColumn",
    "currency_of_sign",
    "short",
    "simple",
    "storable",
]
