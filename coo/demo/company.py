"""Who works in the two demo companies, on what, and how long that takes."""

from __future__ import annotations

from dataclasses import dataclass

from coo.demo.shapes import DemoStep, DemoTenant, DemoWorkflow

LOUD = DemoTenant("alder-pine", "Alder & Pine Coffee", "EUR", "Europe/Berlin")
QUIET = DemoTenant("harbor-lane", "Harbor Lane Books", "USD", "America/New_York")


@dataclass(frozen=True, slots=True)
class WorkspaceProfile:
    """How many orders, launches and tasks a workspace had; `first_order` numbers the orders."""

    slug: str
    name: str
    currency: str
    time_zone: str
    orders: int
    launches: int
    tasks: int
    prefix: str
    first_order: int


WORKSPACES = (
    WorkspaceProfile(
        "europe", "Europe", "EUR", "Europe/Berlin", 366, 12, 3000, "E", 4101,
    ),
    WorkspaceProfile(
        "north-america", "North America", "USD", "America/New_York", 260, 8, 2140, "N", 7101,
    ),
)  # fmt: skip

SLA_HOURS = 136
WAIT = (0, 460, 480, 490, 470, 500, 460)
REWORK_MILLE = 60
SKIP_MILLE = 120
SKIPPED, REDONE, TESTED = 1, 2, 3
CANCELLED_MILLE = 10
BLOCKED_MILLE = 50

DESK, SHIPPING = "Order desk", "Warehouse"


@dataclass(frozen=True, slots=True)
class Company:
    """What differs between the companies. A team is two people who take turns."""

    order: DemoWorkflow
    launch: DemoWorkflow
    draft: DemoWorkflow
    people: tuple[tuple[str, tuple[str, str]], ...]
    customers: tuple[str, ...]
    launched: tuple[str, ...]
    jobs: tuple[tuple[str, str, int], ...]

    def team(self, name: str) -> tuple[str, str]:
        return dict(self.people)[name]


def _chain(*rows: tuple[str, str, str, float, float, float]) -> tuple[DemoStep, ...]:
    before: tuple[str, ...] = ()
    steps = []
    for key, name, role, optimistic, likely, pessimistic in rows:
        steps.append(DemoStep(key, name, role, optimistic, likely, pessimistic, before))
        before = (key,)
    return tuple(steps)


COMPANIES = {
    LOUD.slug: Company(
        order=DemoWorkflow(
            "Wholesale order", 1, "From a cafe's order to its invoice.",
            _chain(
                ("check", "Check order", DESK, 0.5, 1, 2),
                ("plan", "Plan roast", "Roastery", 1, 2, 4),
                ("roast", "Roast", "Roastery", 4, 6, 10),
                ("cup", "Cup the batch", "Quality", 1, 2, 3),
                ("pack", "Pack", SHIPPING, 3, 5, 8),
                ("ship", "Hand to carrier", SHIPPING, 1, 3, 5),
                ("invoice", "Invoice", DESK, 0.5, 1, 2),
            ), SLA_HOURS, "active",
        ),
        launch=DemoWorkflow(
            "New roast launch", 1, "From a green sample to the first bag in the shop.",
            (
                DemoStep("sample", "Source samples", "Roastery", 8, 16, 32),
                DemoStep("profile", "Find the roast profile", "Roastery", 12, 20, 40, ("sample",)),
                DemoStep("panel", "Tasting panel", "Quality", 4, 8, 16, ("profile",)),
                DemoStep("price", "Set prices", DESK, 2, 4, 10, ("profile",)),
                DemoStep("label", "Design the label", "Brand", 12, 20, 36, ("sample",)),
                DemoStep("print", "Print labels", "Brand", 8, 12, 20, ("label", "price")),
                DemoStep("list", "List in the shop", DESK, 2, 4, 8, ("price", "panel")),
                DemoStep("stock", "First batch", SHIPPING, 8, 12, 20, ("panel", "print")),
                DemoStep("launch", "Launch day", "Brand", 4, 6, 8, ("list", "stock")),
            ), None, "active",
        ),
        draft=DemoWorkflow(
            "Complaint", 1, "From a complaint to what is done about it.",
            _chain(
                ("register", "Register", DESK, 0.25, 0.5, 1),
                ("taste", "Taste the bag", "Quality", 0.5, 1, 3),
                ("settle", "Settle with the customer", DESK, 0.5, 1, 4),
            ), 24, "draft",
        ),
        people=(
            (DESK, ("Mara Lindt", "Jonas Feld")), ("Roastery", ("Piet Anders", "Sofia Brun")),
            ("Quality", ("Noor Haddad", "Emil Sand")), (SHIPPING, ("Karl Voss", "Ana Prado")),
            ("Brand", ("Lena Ortiz", "Tim Weber")),
        ),
        customers=("Cafe Morgenrot", "Hotel Lindenhof", "Kantine Nord", "Bistro Anker",
                   "Feinkost Albers", "Gasthaus Elbe", "Bar Piccolo", "Backhaus Meyer",
                   "Campus Kaffee", "Teeladen West", "Buero Frisch", "Rösterei Partner"),
        launched=("Sidamo Natural", "Winter blend", "Java Estate", "Decaf Huila", "Kivu Washed",
                  "Summer filter", "Yirga Honey", "Espresso Nord", "Antigua Reserve",
                  "Cold brew Pine", "Harvest blend", "Nyeri Peaberry"),
        jobs=(("Service the grinder", "Roastery", 3), ("Count the bags in stock", SHIPPING, 2),
              ("Order shipping cartons", SHIPPING, 1), ("Clean the drum", "Roastery", 4),
              ("Calibrate the moisture meter", "Quality", 2), ("Renew price list", DESK, 3),
              ("Answer carrier claims", DESK, 2), ("Photograph the new bags", "Brand", 3)),
    ),
    QUIET.slug: Company(
        order=DemoWorkflow(
            "School order", 1, "From a school's order to its invoice.",
            _chain(
                ("check", "Check order", DESK, 0.5, 1, 2),
                ("request", "Request titles", "Buying", 1, 2, 4),
                ("receive", "Receive and sort", "Buying", 4, 6, 10),
                ("inspect", "Inspect copies", "Quality", 1, 2, 3),
                ("pack", "Pack", SHIPPING, 3, 5, 8),
                ("ship", "Hand to carrier", SHIPPING, 1, 3, 5),
                ("invoice", "Invoice", DESK, 0.5, 1, 2),
            ), SLA_HOURS, "active",
        ),
        launch=DemoWorkflow(
            "Reading season", 1, "From the choice of titles to the first evening.",
            (
                DemoStep("choose", "Choose titles", "Buying", 8, 16, 32),
                DemoStep("terms", "Agree terms", "Buying", 12, 20, 40, ("choose",)),
                DemoStep("proof", "Read proofs", "Quality", 4, 8, 16, ("terms",)),
                DemoStep("tickets", "Set ticket prices", DESK, 2, 4, 10, ("terms",)),
                DemoStep("poster", "Design the poster", "Events", 12, 20, 36, ("choose",)),
                DemoStep("print", "Print programmes", "Events", 8, 12, 20, ("poster", "tickets")),
                DemoStep("list", "Open the ticket shop", DESK, 2, 4, 8, ("tickets", "proof")),
                DemoStep("stock", "Stock the table", SHIPPING, 8, 12, 20, ("proof", "print")),
                DemoStep("evening", "First evening", "Events", 4, 6, 8, ("list", "stock")),
            ), None, "active",
        ),
        draft=DemoWorkflow(
            "Return", 1, "From a returned parcel to the refund.",
            _chain(
                ("register", "Register", DESK, 0.25, 0.5, 1),
                ("look", "Look at the copies", "Quality", 0.5, 1, 3),
                ("refund", "Refund", DESK, 0.5, 1, 4),
            ), 24, "draft",
        ),
        people=(
            (DESK, ("Ruth Adams", "Leo Grant")), ("Buying", ("Ivy Chen", "Paul Moreau")),
            ("Quality", ("Dana Wolfe", "Omar Reed")), (SHIPPING, ("Walt Briggs", "Rosa Diaz")),
            ("Events", ("Nell Hart", "Theo Park")),
        ),
        customers=("Elm Street Library", "Maple School", "Corner Reads", "Hillside College",
                   "Cafe Chapter", "Museum Shop Pier", "Story Corner", "Bay Hotel",
                   "Reading Club East", "Grove Academy", "Lighthouse Gifts",
                   "Union Station Kiosk"),
        launched=("Spring voices", "Harbor nights", "First novels", "Poetry week",
                  "History month", "Summer shelf", "Crime season", "Cooks and books",
                  "Translated", "Young readers", "Winter tales", "Local pens"),
        jobs=(("Repair the scanner", "Buying", 3), ("Count the shelf stock", SHIPPING, 2),
              ("Order book mailers", SHIPPING, 1), ("Clear the receiving bay", "Buying", 4),
              ("Check damaged copies", "Quality", 2), ("Renew price list", DESK, 3),
              ("Answer carrier claims", DESK, 2), ("Hang the window display", "Events", 3)),
    ),
}  # fmt: skip

MONTHS = (970, 960, 990, 1000, 1010, 990, 960, 950, 1000, 1020, 1070, 1080)
