"""What people of the demo companies have written down: brand, customers, offers, plan, content.

Nothing here is drawn: the texts are those of two invented companies, dated by the demo's day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from cmo.demo.company import LOUD, QUIET


@dataclass(frozen=True, slots=True)
class DemoProfile:
    """The columns of `cmo_brand_profiles`."""

    name: str
    tagline: str
    mission: str
    voice: str
    tone: str
    values: tuple[str, ...]
    website: str
    industry: str
    competitors: tuple[str, ...]
    value_proposition: str
    differentiators: tuple[str, ...]
    messaging_pillars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoSegment:
    name: str
    description: str
    pains: tuple[str, ...]
    goals: tuple[str, ...]
    buying_triggers: tuple[str, ...]
    objections: tuple[str, ...]
    preferred_channels: tuple[str, ...]
    priority: int
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class DemoOffer:
    """`segment` by name; prices in minor units of the workspace's currency."""

    name: str
    kind: str
    description: str
    benefits: tuple[str, ...]
    pricing_model: str
    price_low: int
    price_high: int
    segment: str
    status: str = "active"
    is_flagship: bool = False


@dataclass(frozen=True, slots=True)
class DemoVariant:
    label: str
    subject: str
    headline: str
    body: str
    cta_text: str
    is_outline: bool = False


@dataclass(frozen=True, slots=True)
class DemoAsset:
    """A piece of the coming campaign; `day` counts from its start."""

    title: str
    kind: str
    channel: str
    key_message: str
    status: str
    day: int
    variants: tuple[DemoVariant, ...]


@dataclass(frozen=True, slots=True)
class DemoMilestone:
    key: str
    day: int
    title: str
    detail: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class DemoWorks:
    """All of it for one company."""

    profile: DemoProfile
    segments: tuple[DemoSegment, ...]
    offers: tuple[DemoOffer, ...]
    plan_name: str
    plan_objective: str
    milestones: tuple[DemoMilestone, ...]
    risks: tuple[tuple[str, str, str], ...]
    assets: tuple[DemoAsset, ...]
    shares: tuple[tuple[str, str], ...] = field(
        default=(
            ("paid_search", "0.50"), ("paid_social", "0.27"), ("affiliates", "0.12"),
            ("display", "0.07"), ("email", "0.04"),
        )
    )  # fmt: skip


PLAN_DAYS = 90
PLAN_BUDGET = 6_300_000
GROWTH = 12
"""The plan's goal is the revenue of the 90 days before it, and this many percent more."""


def plan_days(as_of: date) -> tuple[date, date]:
    """The plan runs from the first of the month before, for 90 days."""
    first = as_of.replace(day=1)
    return first, first + timedelta(days=PLAN_DAYS - 1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A local time without its zone, which is the workspace's."""
    return datetime.combine(day, time(hour, minute))


COFFEE = DemoWorks(
    DemoProfile(
        name="Alder & Pine Coffee",
        tagline="Roasted on Tuesday, in your kitchen by Friday",
        mission="Bring coffee to the table while it still tastes of the place it grew in.",
        voice="A roaster at the counter: knows a lot, says it in few words, never lectures.",
        tone="Warm, plain, a little dry",
        values=("Fresh before cheap", "Growers by name", "Nothing wasted"),
        website="https://alder-pine.example",
        industry="Specialty coffee, sold online",
        competitors=("Kessel Rösterei", "Northbound Coffee", "Supermarket single origins"),
        value_proposition="Single-origin coffee roasted to order, so that it is never older than a "
        "week when it arrives.",
        differentiators=("Roasted to order", "The farm is named on every bag", "Free grinding"),
        messaging_pillars=("Freshness you can taste", "Where it comes from", "Easy mornings"),
    ),
    (
        DemoSegment(
            "Home brewers", "People who grind at home and notice the difference.",
            ("Beans are stale when they arrive", "Every bag tastes different"),
            ("A better cup without fuss", "Find a favourite origin"),
            ("A new grinder", "The last bag ran out"), ("Dearer than the supermarket",),
            ("paid_search", "email", "organic_search"), 90, is_primary=True,
        ),
        DemoSegment(
            "Office kitchens", "Small companies that want good coffee without a machine contract.",
            ("The machine coffee is left standing", "Somebody must always remember to order"),
            ("A kitchen that people like", "No contract"),
            ("Moving into new rooms", "A complaint at the all-hands"), ("Invoicing is a bother",),
            ("email", "affiliates"), 60,
        ),
        DemoSegment(
            "Gift givers", "People looking for a present that is not another thing.",
            ("Everything has been given before",), ("A present that is used up with pleasure",),
            ("Birthdays", "The weeks before holidays"), ("Will it arrive in time?",),
            ("paid_social", "display"), 45,
        ),
    ),
    (
        DemoOffer(
            "Morning subscription", "subscription", "A fresh bag every two or four weeks.",
            ("Never runs out", "Pause at any time", "Free delivery"), "subscription", 1690, 3190,
            "Home brewers", is_flagship=True,
        ),
        DemoOffer(
            "Single origins", "product", "Nine origins, roasted to order.",
            ("Roasted after you order", "The farm on the bag"), "one_time", 1290, 2490,
            "Home brewers",
        ),
        DemoOffer(
            "Office crate", "product", "Six kilograms a month for up to forty people.",
            ("Invoice once a quarter", "No contract"), "quote", 11_900, 19_900, "Office kitchens",
        ),
        DemoOffer(
            "Tasting box", "product", "Four small bags with cards to compare.",
            ("Ready to give",), "one_time", 2990, 3990, "Gift givers", status="draft",
        ),
    ),
    "First quarter 2026",
    "Win home brewers for the subscription before the spring range comes.",
    (
        DemoMilestone("plan", 8, "Plan agreed", "Budget and goal signed off.", done=True),
        DemoMilestone("mend-funnel", 14, "Basket and checkout looked at",
                      "Every step of the shop tried on a phone.", done=True),
        DemoMilestone("letters", 27, "Letter to lapsed subscribers",
                      "One letter, two subjects, to people who paused.", done=True),
        DemoMilestone("photos", 39, "Spring photographs", "Farms and bags, in daylight."),
        DemoMilestone("review-one", 46, "First review", "Return by channel against the plan."),
        DemoMilestone("launch", 60, "Spring single origins", "The launch campaign goes out."),
        DemoMilestone("partners", 67, "Partner shelves refreshed", "New cards for the partners."),
        DemoMilestone("review-two", 74, "Second review", "Move budget where it earns more."),
        DemoMilestone("close", 88, "Quarter closed", "What worked, for the next plan."),
    ),
    (
        ("Green coffee gets dearer", "The price a kilogram above 7.40.",
         "Raise the smallest bag first, and say why on the bag."),
        ("Search gets dearer", "Cost per click above the plan for two weeks.",
         "Cap the bids and move what is saved to the letters."),
    ),
    (
        DemoAsset(
            "The spring origins are in", "email", "email",
            "Three new origins, picked in autumn and roasted this week.", "approved", 0,
            (
                DemoVariant("A", "Three new origins, roasted on Tuesday",
                            "Spring is in the bag",
                            "The first coffees of the new harvest are here. Huila tastes of "
                            "orange, Sidama of jasmine, Marcala of cocoa. We roast on Tuesday; "
                            "order by Monday evening and they leave with the first batch.",
                            "See the three"),
                DemoVariant("B", "Orange, jasmine, cocoa: pick one",
                            "Which one is yours?",
                            "Three farms, three bags, one question: which of them do you want "
                            "with breakfast? Each comes with the name of who grew it.",
                            "Choose yours"),
            ),
        ),
        DemoAsset(
            "Spring origins, square", "social_post", "paid_social",
            "See where it grew.", "review", 1,
            (
                DemoVariant("A", "", "Where it grew",
                            "Huila, 1,800 metres, picked in November. In your kitchen by Friday.",
                            "Shop the origin"),
                DemoVariant("B", "", "Meet [[name of the grower]]",
                            "[[One sentence about the grower and the farm.]] In your kitchen by "
                            "Friday.", "Shop the origin", is_outline=True),
            ),
        ),
        DemoAsset(
            "Spring landing page", "landing_page", "paid_social",
            "Three origins and how they taste.", "draft", 0,
            (
                DemoVariant("A", "", "The spring origins",
                            "[[Two sentences on this year's harvest.]] Roasted to order, never "
                            "older than a week.", "Order by Monday", is_outline=True),
            ),
        ),
        DemoAsset(
            "How to brew the spring origins", "article", "organic_search",
            "Grind, water and time for each.", "draft", 7,
            (
                DemoVariant("A", "", "Brewing the spring origins",
                            "[[The roaster's recipe for each origin.]]", "See the origins",
                            is_outline=True),
            ),
        ),
    ),
)  # fmt: skip

BOOKS = DemoWorks(
    DemoProfile(
        name="Harbor Lane Books",
        tagline="Chosen by people who read them",
        mission="Put the right next book into every reader's hands.",
        voice="A bookseller who has finished the book: honest, curious, brief.",
        tone="Friendly, literate, unhurried",
        values=("Read before you recommend", "No bestseller tables", "Local first"),
        website="https://harbor-lane.example",
        industry="Independent bookselling, online",
        competitors=("Large online retailers", "The chain at the mall"),
        value_proposition="Every book on the list was read by somebody here, and we say what we "
        "thought of it.",
        differentiators=("Signed first editions", "A person answers", "Wrapped as a gift for free"),
        messaging_pillars=("Read by us", "Found for you", "A lane, not a warehouse"),
    ),
    (
        DemoSegment(
            "Evening readers", "People who finish two books a month and want the next one.",
            ("Too many titles, no guide",), ("Always have the next book ready",),
            ("Just finished a book they loved",), ("Cheaper elsewhere",),
            ("paid_search", "email"), 85, is_primary=True,
        ),
        DemoSegment(
            "Book clubs", "Groups of six to twelve that read one title a month.",
            ("Ordering for everybody is a chore",), ("One order, one invoice",),
            ("The club has voted",), ("Will ten copies be there in time?",),
            ("email", "affiliates"), 65,
        ),
        DemoSegment(
            "Parents", "Buying for children who read faster than they can follow.",
            ("Is it right for her age?",), ("Books that are read to the end",),
            ("Birthdays", "Holidays"), ("Not another screen",),
            ("paid_social", "display"), 50,
        ),
    ),
    (
        DemoOffer(
            "Lane letter subscription", "subscription", "A book a month, chosen for the reader.",
            ("Chosen by a person", "Swap it once"), "subscription", 2190, 2990,
            "Evening readers", is_flagship=True,
        ),
        DemoOffer(
            "Staff picks", "product", "The books that we read and would read again.",
            ("With a card that says why",), "one_time", 1290, 3490, "Evening readers",
        ),
        DemoOffer(
            "Club bundle", "product", "Ten copies and a guide.",
            ("One parcel", "Questions for the evening"), "quote", 11_900, 24_900, "Book clubs",
        ),
        DemoOffer(
            "Growing shelf", "product", "Four picture books a season.",
            ("Sorted by age",), "one_time", 3990, 5990, "Parents", status="draft",
        ),
    ),
    "First quarter 2026",
    "Win evening readers for the monthly letter before the spring list.",
    (
        DemoMilestone("plan", 8, "Plan agreed", "Budget and goal signed off.", done=True),
        DemoMilestone("cards", 15, "Shelf cards rewritten", "One honest line a book.", done=True),
        DemoMilestone("letters", 27, "Letter to clubs", "What to read in spring.", done=True),
        DemoMilestone("proofs", 40, "Proofs read", "Everybody has read two of the spring list."),
        DemoMilestone("review-one", 46, "First review", "Return by channel against the plan."),
        DemoMilestone("launch", 60, "Spring reading list", "The list goes out."),
        DemoMilestone("clubs", 68, "Club evening", "Ten clubs, one author, online."),
        DemoMilestone("review-two", 75, "Second review", "Move budget where it earns more."),
        DemoMilestone("close", 88, "Quarter closed", "What worked, for the next plan."),
    ),
    (
        ("Paper gets dearer", "Two publishers raise prices.",
         "Say so on the shelf card, and keep the subscription's price."),
        ("A title is out of print", "A club's choice cannot be had.",
         "Offer two others that the club's last book leads to."),
    ),
    (
        DemoAsset(
            "The spring list is here", "email", "email",
            "Twelve books that we read for you.", "approved", 0,
            (
                DemoVariant("A", "Twelve books, read for you", "The spring list",
                            "Between us we read forty books this winter so that you need not. "
                            "These twelve stayed. Each has a line from whoever read it first.",
                            "See the twelve"),
                DemoVariant("B", "What we could not put down", "Twelve that stayed",
                            "Some books are finished and forgotten. These are the other kind.",
                            "Find yours"),
            ),
        ),
        DemoAsset(
            "A line from the lane", "social_post", "paid_social", "Read by us.", "review", 2,
            (
                DemoVariant("A", "", "Read by us",
                            "“I missed my stop for this one.” The spring list is out.",
                            "Which book?"),
                DemoVariant("B", "", "[[The line of the week]]",
                            "[[Who said it, and about which book.]]", "Which book?",
                            is_outline=True),
            ),
        ),
        DemoAsset(
            "Spring list page", "landing_page", "paid_social", "Twelve books, one line each.",
            "draft", 0,
            (
                DemoVariant("A", "", "The spring list", "[[An opening from the buyer.]]",
                            "Add to my pile", is_outline=True),
            ),
        ),
        DemoAsset(
            "Reading with a club", "article", "organic_search", "How to choose for ten people.",
            "draft", 9,
            (
                DemoVariant("A", "", "Choosing for ten", "[[Five questions that help.]]",
                            "See the bundle", is_outline=True),
            ),
        ),
    ),
)  # fmt: skip

WORKS = {LOUD.slug: COFFEE, QUIET.slug: BOOKS}
