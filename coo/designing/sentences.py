"""The built-in designer's words: what decides, how sure it is, and what really happened."""

from __future__ import annotations

from coo.designing.ground import KEPT, Design, Ground, PlannedStep
from kernel.core.contracts import Need
from kernel.core.facts import FactBook
from kernel.core.wordings import numbered

NAMED = 6


def summary(ground: Ground, book: FactBook) -> str:
    """The busiest workflow's length and promise, then what is wrong or drafted anywhere."""
    said = []
    sound = [one for one in ground.designs if not one.fault]
    if sound:
        said += [_length(sound[0]), _promise(sound[0], book)]
    said += [f"{one.name} cannot be laid out: {one.fault}." for one in ground.designs if one.fault]
    drafted = [one for one in ground.designs if writes(one)]
    if drafted:
        names = ", ".join(f"{one.name} (version {{fact:{one.key}.draft}})" for one in drafted)
        said.append(f"Drafted: {names}.")
    held = [one.name for one in ground.designs if one.revised and not writes(one)]
    if held:
        said.append(f"A draft of yours stands for {', '.join(held)}, so it was left as it is.")
    return " ".join(filter(None, said))


def writes(one: Design) -> bool:
    """Whether a version of it is drafted; a person's draft is left alone."""
    return one.revised is not None and one.next_version > 0 and not one.fault


def text(one: Design, book: FactBook) -> str:
    """What decides, how sure it is, what was seen, and why a version is drafted."""
    if one.fault:
        return f"The steps cannot be laid out: {one.fault}."
    said = [_length(one), _chain(one), _promise(one, book), _real(one, book), _off(one)]
    said.append(_beside(one, book))
    return " ".join(filter(None, said))


def _length(one: Design) -> str:
    return (
        f"The deciding steps of {one.name} take {{fact:{one.key}.mean}}; begun on "
        f"{{fact:plan.start}}, they are over by {{fact:{one.key}.sure_day}} with a chance of "
        "{fact:plan.sure}, if nothing waits."
    )


def _chain(one: Design) -> str:
    names = [step.name for step in one.path]
    if len(names) > NAMED:
        names = [*names[: NAMED - 2], "…", *names[-2:]]
    return f"Its critical path, the chain that decides, is {' → '.join(names)}."


def _beside(one: Design, book: FactBook) -> str:
    """Steps beside the chain that decide as well, else those that might come to."""
    if one.as_long:
        names = [step.name for step in one.as_long]
        shown = ", ".join(names if len(names) <= NAMED else [*names[:NAMED], "…"])
        have = "has" if len(names) == 1 else "have"
        return f"Beside it {shown} {have} no slack either."
    if not one.near:
        return ""
    steps = numbered(book, f"{one.key}.near", "more step", "more steps")
    return f"{steps} could come to decide, such as {one.near[0].name}."


def _promise(one: Design, book: FactBook) -> str:
    key = one.key
    if one.promise is None:
        return ""
    if one.kept is not None:
        return (
            f"{_share(one)} of its {{fact:{key}.done}} cases kept the promise of "
            f"{{fact:{key}.promise}}."
        )
    return (
        f"By its estimates the promise of {{fact:{key}.promise}} is kept with a chance of "
        f"{{fact:{key}.chance}}, as long as nothing waits."
    )


def _share(one: Design) -> str:
    """How many of the cases kept the promise, at the beginning of a sentence."""
    return {0.0: "None", 1.0: "Each"}.get(one.kept or 0.0, f"{{fact:{one.key}.kept}}")


def _real(one: Design, book: FactBook) -> str:
    key = one.key
    if f"{key}.seen" not in book:
        return ""
    return (
        f"A case in the middle took {{fact:{key}.seen}}, waiting included; what is beyond "
        f"{{fact:{key}.mean}} is in no estimate of {one.name}."
    )


def _off(one: Design) -> str:
    if not one.off or one.given:
        return ""
    step = one.off[0]
    start = one.step_key(step.key)
    return (
        f"{step.name} is planned with {{fact:{start}.likely}} and took {{fact:{start}.seen}} in "
        f"the middle of {{fact:{start}.times}} times."
    )


def off_title(one: Design) -> str:
    return f"Estimates of {one.name} are not what its steps take"


def late_title(one: Design) -> str:
    return f"The promise of {one.name} does not hold"


def late_text(one: Design) -> str:
    was = "was" if not one.kept else "were"
    said = (
        f"{_share(one)} of {{fact:{one.key}.done}} cases {was} done within "
        f"{{fact:{one.key}.promise}}."
    )
    if one.new_sla is None:
        return said
    return (
        f"{said} {{fact:plan.sure}} of all took at most {{fact:{one.key}.seen_sure}}: promise "
        "that, or see what they wait for."
    )


def strange_title(one: Design) -> str:
    return f"The log of {one.name} has steps that it does not"


def strange_text(one: Design) -> str:
    parts = [
        f"{name} in {{fact:{one.step_key(name)}.strange}} of the cases"
        for name in one.history.strange
    ]
    return f"Cases go through {', '.join(parts[:NAMED])}. Add what belongs to {one.name}."


def circle_title(one: Design) -> str:
    return f"{one.name} goes round in a circle" if "→" in one.fault else f"{one.name} is not whole"


def proposal(one: Design) -> str:
    """What is proposed about a drafted version, as an order."""
    return f"Use version {{fact:{one.key}.draft}} of {one.name}"


def why_drafted(one: Design) -> str:
    """What the drafted version changes, and why."""
    if one.given:
        return (
            f"It has {{fact:{one.key}.steps}} steps; those that decide take "
            f"{{fact:{one.key}.mean}}."
        )
    said = []
    if one.off:
        said.append(f"{{fact:{one.key}.off}} estimates follow what was seen. {_off(one)}")
    if one.new_sla is not None:
        said.append(
            f"The promise becomes {{fact:{one.key}.new_promise}}, within which "
            f"{{fact:plan.sure}} of the cases were done; {_share(one).lower()} of them "
            f"{'was' if not one.kept else 'were'} done within {{fact:{one.key}.promise}}."
        )
    if not said:
        said.append(f"The promise becomes {{fact:{one.key}.promise}}, as asked for.")
    return " ".join(said)


def description(one: Design) -> str:
    """What stands in a drafted version that had no description."""
    if one.description:
        return one.description
    first, last = one.steps[0], one.steps[-1]
    return f"From {_within(first)} to {_within(last)}."


def _within(step: PlannedStep) -> str:
    return f"{step.name[:1].lower()}{step.name[1:]}"


def defaults(ground: Ground) -> list[str]:
    """What was taken for granted, in words."""
    said = ["Hours are those that this workspace works. Estimates are of work, not of waiting."]
    if any(one.near for one in ground.designs if not one.fault):
        said.append(
            "Chains that run beside the deciding chain make the true chance somewhat smaller."
        )
    if len(ground.designs) > 1:
        said.append(f"Looked at: {', '.join(one.name for one in ground.designs)}.")
    return said


def questions(ground: Ground) -> list[Need]:
    """What would make the answer better."""
    asked = []
    for one in ground.designs:
        if one.promise is None and one.known:
            asked.append(
                Need(
                    what=f"A promise for {one.name}",
                    why="Until something is promised, nobody can say whether it is kept.",
                    question="Within how many work hours shall a case be done?",
                    field="sla_hours",
                )
            )
    if not any(one.history.lengths for one in ground.designs):
        asked.append(
            Need(
                what="Cases that are done",
                why="Estimates can then be held against what steps really take.",
                question="Will you import the log of finished cases?",
                agent="coo-ops-intake",
                rows="coo/processes",
            )
        )
    return asked


def keeps_enough(one: Design) -> bool:
    """Whether the promise holds well enough to say nothing of it."""
    return one.kept is None or one.kept >= KEPT
