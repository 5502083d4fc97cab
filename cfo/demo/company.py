"""Who the two demo companies are: accounts, categories, who is paid what and how often."""

from __future__ import annotations

from dataclasses import dataclass

from cfo.demo.shapes import DemoCategory, DemoTenant

LOUD = DemoTenant("alder-pine", "Alder & Pine Coffee", "EUR", "Europe/Berlin")
QUIET = DemoTenant("harbor-lane", "Harbor Lane Books", "USD", "America/New_York")

MAIN, RESERVE, CARD = "Main account", "Reserve", "Company card"


@dataclass(frozen=True, slots=True)
class WorkspaceProfile:
    """`size` scales amounts, in per mille; `rows` is how many bank lines there are."""

    slug: str
    name: str
    currency: str
    time_zone: str
    size: int
    rows: int
    prefix: str


WORKSPACES = (
    WorkspaceProfile("europe", "Europe", "EUR", "Europe/Berlin", 1000, 5000, "E"),
    WorkspaceProfile("north-america", "North America", "USD", "America/New_York", 780, 3600, "N"),
)

CATEGORIES = (
    DemoCategory("Online sales", "revenue"),
    DemoCategory("Marketplace sales", "revenue"),
    DemoCategory("Wholesale", "revenue"),
    DemoCategory("Goods", "cogs"),
    DemoCategory("Packaging", "cogs"),
    DemoCategory("Shipping", "cogs"),
    DemoCategory("Payment fees", "cogs"),
    DemoCategory("Salaries", "payroll"),
    DemoCategory("Social contributions", "payroll"),
    DemoCategory("Marketing", "opex"),
    DemoCategory("Rent", "opex"),
    DemoCategory("Software", "opex"),
    DemoCategory("Utilities", "opex"),
    DemoCategory("Insurance", "opex"),
    DemoCategory("Advisers", "opex"),
    DemoCategory("Freelancers", "opex"),
    DemoCategory("Office", "opex"),
    DemoCategory("Travel", "opex"),
    DemoCategory("Bank fees", "opex"),
    DemoCategory("Sales tax", "tax"),
    DemoCategory("Income tax", "tax"),
    DemoCategory("Transfers", "transfer"),
    DemoCategory("Loans", "financing"),
)


@dataclass(frozen=True, slots=True)
class Bill:
    """Who is paid `amount` (minor units) on day `day` of every `every`-th month.

    `spread` is its deviation in per mille, `follows` whether it grows with sales, `invoice`
    whether the memo holds an invoice number; `account` says from where.
    """

    payee: str
    category: str
    amount: int
    day: int
    every: int = 1
    spread: int = 0
    follows: bool = False
    invoice: bool = False
    account: str = MAIN


@dataclass(frozen=True, slots=True)
class Names:
    """What differs between the companies: who sells to them, buys from them, works for them."""

    suppliers: tuple[str, str, str, str]
    customers: tuple[str, ...]
    products: tuple[tuple[str, int], ...]
    city: str


NAMES = {
    LOUD.slug: Names(
        ("Finca Verde Import", "Nordkaffee Rohwaren", "Sidamo Direct", "Java Trading House"),
        ("Cafe Morgenrot", "Hotel Lindenhof", "Kantine Nord", "Bistro Anker", "Rösterei Partner",
         "Feinkost Albers", "Buero Frisch", "Gasthaus Elbe", "Bar Piccolo", "Backhaus Meyer",
         "Campus Kaffee", "Teeladen West"),
        (("Espresso blend 1 kg", 1890), ("Filter roast 1 kg", 2190), ("Decaf 1 kg", 2340),
         ("Single origin 500 g", 1590), ("Cold brew case", 2750)),
        "Hamburg",
    ),
    QUIET.slug: Names(
        ("Northern Book Wholesale", "Paper & Page Press", "Coastline Publishing",
         "Quill Distribution"),
        ("Elm Street Library", "Maple School", "Corner Reads", "Hillside College", "Cafe Chapter",
         "Museum Shop Pier", "Story Corner", "Bay Hotel", "Reading Club East", "Grove Academy",
         "Lighthouse Gifts", "Union Station Kiosk"),
        (("Novel, hardcover", 1790), ("Novel, paperback", 1390), ("Picture book", 1690),
         ("Cookbook", 2740), ("Gift box", 3150)),
        "Portland",
    ),
}  # fmt: skip

SUBSCRIPTIONS = (
    ("Cloudstead Hosting", 62_000, 3), ("Shopfront Suite", 49_900, 5), ("Mailroom Pro", 34_900, 7),
    ("Deskline Support", 41_500, 9), ("Ledgerly", 38_000, 12), ("Designboard", 31_800, 15),
    ("Searchlight Analytics", 57_500, 18), ("Stockroom Inventory", 45_200, 21),
    ("Signpost Contracts", 36_400, 24),
)  # fmt: skip

BILLS = (
    Bill("Kontor Property Management", "Rent", 780_000, 1),
    Bill("Stadtwerke Energy", "Utilities", 138_000, 6, spread=60),
    Bill("Fibernet Telecom", "Utilities", 64_000, 11, spread=15),
    Bill("Shield Mutual Insurance", "Insurance", 186_000, 10, every=3),
    Bill("Brandt & Partner Accountants", "Advisers", 164_000, 20, spread=60, invoice=True),
    Bill("Wrapwell Packaging", "Packaging", 292_000, 8, spread=60, follows=True, invoice=True),
    Bill("Boxyard Supplies", "Packaging", 284_000, 22, spread=60, follows=True, invoice=True),
    Bill("Lena Ortiz Photography", "Freelancers", 312_000, 13, spread=70, invoice=True),
    Bill("Studio Weber Texts", "Freelancers", 326_000, 26, spread=70, invoice=True),
    Bill("Paylane fees", "Payment fees", 242_000, 2, spread=45, follows=True),
    Bill("Main bank account fees", "Bank fees", 4_900, 28),
    Bill("Tax office sales tax", "Sales tax", 1_420_000, 10, spread=45, follows=True),
    Bill("Tax office income tax", "Income tax", 310_000, 10, every=3),
    Bill("Development bank loan", "Loans", 250_000, 15),
)

WEEKLY_COSTS = (
    ("Adline Search", "Marketing", 214_000, 90),
    ("Feedspace Ads", "Marketing", 183_000, 100),
    ("Banner Union", "Marketing", 128_000, 110),
    ("Swift Parcel", "Shipping", 204_000, 80),
    ("Harbor Freight", "Shipping", 172_000, 90),
)

ROLES = (
    ("Managing director", 780_000, 0, None), ("Head of finance", 640_000, 0, None),
    ("Head of marketing", 615_000, 0, None), ("Operations lead", 560_000, 0, None),
    ("Developer", 590_000, 0, None), ("Buyer", 485_000, 0, None),
    ("Customer care 1", 395_000, 0, None), ("Customer care 2", 388_000, 0, 17),
    ("Warehouse 1", 362_000, 0, None), ("Warehouse 2", 358_000, 0, None),
    ("Designer", 470_000, 5, None), ("Shop manager", 452_000, 10, None),
    ("Warehouse 3", 352_000, 15, None),
)  # fmt: skip

PURCHASES = (
    ("Railway tickets", "Travel", 6_800), ("City taxi", "Travel", 2_300),
    ("Inn at the station", "Travel", 11_900), ("Fuel stop", "Travel", 6_100),
    ("Corner bakery", "Office", 1_450), ("Office depot", "Office", 4_700),
    ("Hardware market", "Office", 3_900), ("Post counter", "Office", 1_150),
    ("Water & coffee service", "Office", 2_600), ("Cleaning supplies", "Office", 3_200),
)  # fmt: skip

MONTHS = (960, 950, 970, 980, 990, 960, 930, 920, 990, 1040, 1130, 1170)
GROWTH_A_DAY = 160
OVERRUN_CATEGORIES = ("Marketing", "Shipping", "Freelancers")
