"""The built-in forecaster's words: when work is finished, and which promises are at risk."""

from __future__ import annotations

from coo.delivery.book import oldest_of, risk_key
from coo.delivery.contracts import MOST_RISKS
from coo.delivery.ground import Ground, Outlook
from coo.promises import DUE_DATE, SETTINGS, Standing
from kernel.core.contracts import Need
from kernel.core.facts import FactBook
from kernel.core.wordings import numbered

STATES = {
    "breached": "is past its time",
    "warning": "is nearly out of time",
    "likely": "will likely be late",
}


def summary(ground: Ground, book: FactBook) -> str:
    """When everything open is finished, then promises, then what is old."""
    said = [_finish(ground, book), _chance(book), _growth(ground), _promises(ground), _old(ground)]
    return " ".join(filter(None, said))


def _finish(ground: Ground, book: FactBook) -> str:
    whose = f"of {ground.asked.team} " if ground.asked.team else ""
    if not ground.open:
        return f"No task {whose}is open."
    tasks = "task is" if len(ground.open) == 1 else "tasks are"
    start = f"{{fact:all.open}} {tasks} open"
    if "all.p50" not in book:
        return f"{start}. {refused(ground.whole, book)}"
    them = "it is" if len(ground.open) == 1 else "they are"
    text = (
        f"{start}; {{fact:all.pace}} were finished a week since {{fact:past.first}}. At that pace"
    )
    careful = "by {fact:all.p85} in {fact:share.careful} of the futures drawn"
    if "all.p85" not in book:
        return f"{text} {them} finished by {{fact:all.p50}} as likely as not."
    if book["all.p85"].value == book["all.p50"].value:
        return f"{text} {them} finished {careful}."
    return f"{text} {them} finished by {{fact:all.p50}} as likely as not, and {careful}."


def refused(outlook: Outlook, book: FactBook) -> str:
    """Why there is no finish date."""
    key = outlook.key
    if outlook.refusal is not None and not outlook.pace.total:
        return "Nothing was finished in the weeks looked at, so there is no pace to go by."
    if outlook.refusal is not None and f"{key}.need" in book:
        known = numbered(book, f"{key}.have", "is", "are")
        return (
            f"A finish date takes {{fact:{key}.need}} {outlook.refusal.what} of the past; "
            f"{known} known."
        )
    return (
        "In most futures they are not finished within {fact:ahead.weeks} weeks, which is as far as "
        "the settings look."
    )


def _chance(book: FactBook) -> str:
    if "chance.share" not in book:
        return ""
    return "Everything open is finished by {fact:chance.by} in {fact:chance.share} of them."


def _growth(ground: Ground) -> str:
    """Whether the pile grows; said where it does by more than a fifth."""
    whole = ground.whole
    if whole.pace.total and whole.asked_for > whole.pace.total * 1.2:
        return (
            "More is asked for than is finished: {fact:all.asked} tasks a week. The dates hold "
            "only for what is open now."
        )
    return ""


def _promises(ground: Ground) -> str:
    said = []
    for state, words in (
        ("breached", "past their time"),
        ("warning", "nearly out of time"),
        ("likely", "likely to be late"),
    ):
        mine = [one for one in ground.at_risk if one.promise.state == state]
        if len(mine) == 1:
            said.append(f"{title(mine[0])}{left(mine[0])}.")
        elif mine:
            said.append(f"{{fact:sla.{state}}} promises are {words}, first {mine[0].name}.")
    if not said and ground.standings:
        return "No promise is at risk."
    return " ".join(said)


def left(standing: Standing) -> str:
    """Working time that is left or over, as the end of a sentence that begins with `title`."""
    key = risk_key(standing)
    if standing.promise.state == "breached":
        return f" by {{fact:{key}.over}}"
    return f", with {{fact:{key}.left}} left"


def _old(ground: Ground) -> str:
    if not ground.old:
        return ""
    oldest = oldest_of(ground)
    assert oldest is not None
    if len(ground.old) == 1:
        return f"“{oldest.title}” has been in work for {{fact:old.hours}}, longer than nearly all."
    return (
        f"{{fact:old.count}} tasks have been in work for longer than nearly all finished tasks "
        f"took, “{oldest.title}” for {{fact:old.hours}}."
    )


def risk(standing: Standing) -> str:
    """One promise at risk: what is left or over, in both times, who has it, how likely."""
    key, one = risk_key(standing), standing.promise
    who = f" {holder(standing)}"
    if one.state == "breached":
        text = (
            f"It was due {{fact:{key}.due}}{_promised(standing)}, {{fact:{key}.over}} ago "
            f"({{fact:{key}.over_days}} by the calendar)."
        )
        return text + who
    text = (
        f"It is due {{fact:{key}.due}}{_promised(standing)}, with {{fact:{key}.left}} left "
        f"({{fact:{key}.left_days}} by the calendar)."
    )
    if one.late_chance is not None:
        text += (
            f" Of finished work of its kind that had grown as old, {{fact:{key}.chance}} took "
            "longer than it may."
        )
    return text + who


def holder(standing: Standing) -> str:
    """Who has it, as a sentence."""
    return f"{standing.who or 'Nobody'} has it."


def _promised(standing: Standing) -> str:
    """Who promised it, where that is not its own due date."""
    by = standing.promised_by
    if by == DUE_DATE:
        return ""
    return f" as {by} {'promise' if by == SETTINGS else 'promises'}"


def title(standing: Standing) -> str:
    """What is the matter, without a figure."""
    return f"{standing.name} {STATES[standing.promise.state]}"


def defaults(ground: Ground) -> list[str]:
    """What was taken for granted, in words."""
    said = [
        "The pace is that of {fact:past.days} working days up to {fact:past.last}.",
        "Nothing is added to what is open now.",
        "Nearly out of time is what has {fact:sla.limit} left, or less.",
    ]
    if len(ground.at_risk) > MOST_RISKS:
        said.append("Only the most urgent promises are told one by one.")
    return said


def questions(ground: Ground) -> list[Need]:
    """What would make the answer better."""
    asked = []
    if not ground.standings and ground.open:
        asked.append(
            Need(
                what="Due times",
                why="No due time stands at anything open, so no promise can be watched.",
                question="Within how many working hours is work promised?",
                rows="coo/operation-settings",
            )
        )
    if ground.open and ground.whole.refusal is not None:
        asked.append(
            Need(
                what="Tasks that are done",
                why="The pace follows from when tasks were finished.",
                question="Will you import them with the times at which they were finished?",
                agent="coo-ops-intake",
                rows="coo/tasks",
            )
        )
    return asked
