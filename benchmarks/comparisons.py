"""What is compared with what, and what we aim at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.figures import Estimate, median, ratio
from benchmarks.turns import Lane, Side, Times, in_turns

SLOW = 12.0  # seconds for a case whose single call takes a large part of one
LONG = 90.0  # seconds for one that computes as well


@dataclass(frozen=True)
class Sides:
    """The processes over one database, and how many rows it has."""

    product: Side
    plain: Side
    prepared: Side
    naive: Side
    rows: str


@dataclass(frozen=True)
class Line:
    """A measured case: its N and its median in milliseconds."""

    label: str
    count: int
    median: Estimate


@dataclass(frozen=True)
class Aim:
    """A figure held against a bound; ``bound`` None is told and not judged."""

    label: str
    value: float
    bound: float | None
    between: Estimate | None = None
    unit: str = ""

    @property
    def met(self) -> bool | None:
        return None if self.bound is None else self.value <= self.bound


@dataclass(frozen=True)
class Comparison:
    """One table of the report, with what it says in words."""

    title: str
    note: str
    lines: list[Line]
    aims: list[Aim] = field(default_factory=list)


def of_rows(sides: Sides, samples: int) -> Iterator[Comparison]:
    """What depends on how many rows there are."""
    yield _newest(sides, samples)
    yield _small_workspace(sides, samples)
    yield _page(sides, samples)


def of_writes(sides: Sides, samples: int) -> Iterator[Comparison]:
    """What does not."""
    yield _tenant(sides, samples)
    yield _run(sides, samples)


def _newest(sides: Sides, samples: int) -> Comparison:
    found = in_turns(
        {
            "product: scope opened, query, commit": Lane(sides.product, "newest in a scope"),
            "product: query in an open scope": Lane(sides.product, "newest"),
            "plain: query": Lane(sides.plain, "newest"),
            "plain: transaction, query, commit": Lane(sides.plain, "newest in a transaction"),
            "plain, prepared: transaction, query": Lane(sides.prepared, "newest in a transaction"),
            "naive policy, with the filter": Lane(sides.naive, "newest"),
            "naive policy alone": Lane(sides.naive, "newest by policy", SLOW),
        },
        samples,
    )
    scope, query, plain, within, prepared, filtered, naive = found.values()
    return Comparison(
        f"Newest 25 of {sides.rows}",
        "The ORM's query with the filter on tenant and workspace, for 50 tenants in turn.",
        _lines(found),
        [
            _ratio("scope and query ÷ plain query", scope, plain, 1.3),
            _ratio("scope and query ÷ plain transaction and query", scope, within),
            _ratio("scope and query ÷ prepared transaction and query", scope, prepared),
            _ratio("query in an open scope ÷ plain query", query, plain),
            _ratio("naive policy with the filter ÷ plain query", filtered, plain),
            _ratio("naive policy alone ÷ plain query", naive, plain),
        ],
    )


def _small_workspace(sides: Sides, samples: int) -> Comparison:
    found = in_turns(
        {
            "product: with the manager's filter": Lane(sides.product, "small workspace"),
            "product: by the policy alone": Lane(sides.product, "small workspace by policy", SLOW),
            "plain: query": Lane(sides.plain, "small workspace"),
        },
        samples,
    )
    filtered, policy, plain = found.values()
    return Comparison(
        f"The small workspace of the largest tenant, {sides.rows}",
        "30 rows beside the largest workspace there is; the query in an open scope. The policy "
        "is the wall, the manager's filter is what finds the index.",
        _lines(found),
        [
            _ratio("with the filter ÷ plain query", filtered, plain, 1.3),
            _ratio("by the policy alone ÷ plain query", policy, plain),
        ],
    )


def _page(sides: Sides, samples: int) -> Comparison:
    ours, theirs = sides.product.ask("page"), sides.plain.ask("page")
    for name, page in (("product", ours), ("plain", theirs)):
        if not page["status"].startswith("200") or not page["rows"]:
            raise SystemExit(f"The {name} list page is no list: {page}")
    statements = [text for text in sides.product.ask("page statements") if text]
    found = in_turns(
        {
            "product: the page": Lane(sides.product, "list page"),
            "plain: the same view": Lane(sides.plain, "list page"),
            "plain, prepared: the same view": Lane(sides.prepared, "list page"),
        },
        samples,
    )
    product, plain, prepared = found.values()
    lines = _lines(found)
    return Comparison(
        f"List page of {sides.rows}",
        "GET /cmo/campaigns/ over WSGI by a person who is logged in: 25 rows with edit in the row "
        f"({ours['bytes'] // 1024} kB; {theirs['bytes'] // 1024} kB without tenancy). The plain "
        "side has Django's sessions and authentication, the same rate limit, and the settings of "
        "its one company in memory.",
        lines,
        [
            _ratio("page ÷ the same view without tenancy", product, plain, 1.05),
            _ratio("page ÷ the same view, prepared", product, prepared),
            Aim("server time", lines[0].median.value, 6, lines[0].median, "ms"),
            Aim("queries, with session and limit", len(statements), 4),
        ],
    )


def _tenant(sides: Sides, samples: int) -> Comparison:
    found = in_turns(
        {
            "product: create_tenant": Lane(sides.product, "create a tenant"),
            "bare: its five rows in one transaction": Lane(sides.plain, "create a tenant"),
        },
        samples,
    )
    product, bare = found.values()
    lines = _lines(found)
    return Comparison(
        "Creating a tenant",
        "With workspace, owner, module and audit event; its commit waits for the disk.",
        lines,
        [
            Aim("a tenant", lines[0].median.value, 5, lines[0].median, "ms"),
            _ratio("product ÷ bare rows", product, bare),
        ],
    )


def _run(sides: Sides, samples: int) -> Comparison:
    commits = sides.product.ask("run commits")
    found = in_turns(
        {
            "product: all but the agent's steps": Lane(sides.product, "agent run", LONG),
            "bare: four transactions, one message": Lane(sides.plain, "agent run", LONG),
        },
        samples,
    )
    product, bare = found.values()
    return Comparison(
        "An agent run, without what the agent itself reads, computes and writes",
        "cmo-optimization-analyst over two channels of the demo company, from run_kernel to the "
        "stored result; request and work in one process, the doorbell through the broker, no steps "
        "stored meanwhile (runs above half a second do). Bare are the same rows written with "
        "psycopg by hand.",
        _lines(found),
        [
            _ratio("overhead ÷ bare transactions", product, bare, 3),
            Aim("commits", commits, 4),
        ],
    )


def _lines(found: dict[str, Times]) -> list[Line]:
    return [Line(name, times.size, median(times)) for name, times in found.items()]


def _ratio(label: str, ours: Times, theirs: Times, bound: float | None = None) -> Aim:
    estimate = ratio(ours, theirs)
    return Aim(label, estimate.value, bound, estimate)
