"""What the two companies thought of testing, in their own words."""

from __future__ import annotations

from dataclasses import dataclass

from cro.demo.company import LOUD, PHONE, QUIET, STEPS


@dataclass(frozen=True, slots=True)
class Idea:
    """A hypothesis and the test of it; `step` numbers the step at whose entry people see it."""

    name: str
    change: str
    because: str
    we_believe: str
    will: str
    step: int
    impact: int
    confidence: int
    ease: int
    segment: str | None = None

    @property
    def leaking_step(self) -> str:
        return STEPS[self.step]


@dataclass(frozen=True, slots=True)
class Ideas:
    """`checkout` and `page` are tests of now, `phone` one for phones only, `past` older ones."""

    checkout: tuple[Idea, Idea, Idea]
    page: tuple[Idea, Idea, Idea]
    phone: Idea
    past: tuple[Idea, ...]
    untested: tuple[Idea, ...]


IDEAS = {
    LOUD.slug: Ideas(
        checkout=(
            Idea("One-page checkout", "One page", "people leave between address and payment",
                 "one page with all fields in sight", "raise orders per person", 2, 8, 6, 4),
            Idea("Delivery day in the basket", "Day shown", "people write to ask when coffee comes",
                 "the delivery day beside each bag", "raise orders per person", 2, 6, 6, 7),
            Idea("Guest order first", "Guest first", "people turn back at the account question",
                 "an order without an account as the first choice", "raise orders per person",
                 2, 7, 7, 8),
        ),
        page=(
            Idea("Taste notes above the fold", "Notes on top", "people leave before they scroll",
                 "taste notes beside the picture", "raise orders per person", 1, 5, 5, 8),
            Idea("Grind picker as pictures", "Pictures", "people ask which grind they need",
                 "a picture for each machine", "raise orders per person", 1, 6, 5, 5),
            Idea("Roast date on the page", "Date shown", "people ask how fresh the beans are",
                 "the last roast date under the price", "raise orders per person", 1, 5, 7, 9),
        ),
        phone=Idea("Address by number keys", "Number keys", "people on phones mistype a postcode",
                   "number keys for postcode and telephone", "raise orders on phones",
                   2, 7, 7, 9, PHONE),
        past=(
            Idea("Sticky basket button", "Sticky", "the button leaves the screen on long pages",
                 "a button that stays in sight", "raise orders per person", 1, 6, 6, 8),
            Idea("Shorter product names", "Short names", "names wrap over three lines",
                 "names of one line", "raise orders per person", 1, 3, 4, 9),
            Idea("Subscription preselected", "Preselected", "few people notice the subscription",
                 "the subscription as the first choice", "raise revenue per person", 1, 7, 4, 6),
            Idea("Wallet buttons on top", "On top", "people type card numbers on the go",
                 "wallet buttons above the form", "raise orders per person", 2, 7, 6, 6),
            Idea("Free sample line", "Sample line", "first orders are small",
                 "a free sample named in the basket", "raise orders per person", 2, 5, 5, 7),
            Idea("Star rating in the list", "Stars", "people open many pages before they choose",
                 "stars beside each bag", "raise orders per person", 1, 5, 6, 6),
            Idea("Coupon field folded away", "Folded", "people leave to look for a coupon",
                 "the coupon field behind a link", "raise orders per person", 2, 6, 6, 9),
            Idea("Warmer pictures", "Warm", "pictures look like those of a catalogue",
                 "pictures of cups in kitchens", "raise orders per person", 1, 4, 3, 4),
        ),
        untested=(
            Idea("Brewing guide in the basket", "Guide", "new customers do not know the dose",
                 "a short guide with the first order", "bring back more first buyers", 2, 5, 4, 6),
            Idea("Compare two roasts", "Compare", "people go back and forth between two pages",
                 "two roasts side by side", "raise orders per person", 1, 6, 4, 3),
        ),
    ),
    QUIET.slug: Ideas(
        checkout=(
            Idea("Gift wrap in the basket", "Wrap offered", "gift buyers call the shop",
                 "gift wrap as a box to tick", "raise orders per person", 2, 5, 6, 7),
            Idea("Pick up at the store", "Pick-up", "people near the shop dislike parcels",
                 "pick-up as a way of delivery", "raise orders per person", 2, 6, 5, 4),
            Idea("Fewer address lines", "Short form", "the form is long for a paperback",
                 "a form of four lines", "raise orders per person", 2, 6, 6, 7),
        ),
        page=(
            Idea("First pages to read", "Sample shown", "people leave to read a sample elsewhere",
                 "the first pages on our own page", "raise orders per person", 1, 7, 5, 5),
            Idea("Staff pick ribbon", "Ribbon", "covers look alike in the list",
                 "a ribbon on what the staff liked", "raise orders per person", 1, 4, 5, 9),
            Idea("Series in order", "In order", "people ask which volume comes first",
                 "all volumes of a series in a row", "raise orders per person", 1, 6, 6, 6),
        ),
        phone=Idea("Larger covers on phones", "Large", "titles are hard to read on phones",
                   "covers as wide as the screen", "raise orders on phones", 2, 5, 5, 8, PHONE),
        past=(
            Idea("Reviews before the blurb", "Reviews first", "people scroll past the blurb",
                 "readers' words on top", "raise orders per person", 1, 5, 5, 8),
            Idea("Quiet colours", "Quiet", "the page looks crowded", "fewer colours",
                 "raise orders per person", 1, 3, 3, 7),
            Idea("Shelf view", "Shelf", "people browse by cover", "covers on a shelf",
                 "raise orders per person", 1, 5, 4, 4),
            Idea("Basket as a side panel", "Panel", "people lose their place in the list",
                 "the basket beside the list", "raise orders per person", 2, 5, 5, 5),
            Idea("Postage in words", "In words", "postage surprises people at the end",
                 "postage in a sentence in the basket", "raise orders per person", 2, 6, 6, 9),
            Idea("Author portraits", "Portraits", "readers follow authors",
                 "a portrait beside each name", "raise orders per person", 1, 3, 4, 6),
            Idea("One button, not two", "One button", "two buttons look alike",
                 "one button to go on", "raise orders per person", 2, 5, 6, 9),
            Idea("Genre tiles", "Tiles", "the menu hides the genres", "tiles on the first page",
                 "raise orders per person", 1, 4, 4, 5),
        ),
        untested=(
            Idea("Reading list to share", "List", "people send titles to friends by hand",
                 "a list with an address of its own", "bring more new visitors", 1, 5, 4, 4),
            Idea("Wish list reminder", "Reminder", "wish lists are forgotten",
                 "a reminder before the weekend", "bring people back to the basket", 2, 6, 5, 6),
        ),
    ),
}  # fmt: skip
