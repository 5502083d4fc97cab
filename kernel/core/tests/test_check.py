"""`modules check`: a whole module is green, and each disagreement is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kernel.core.check import World, check
from kernel.core.cron import cron_fault, cron_values
from kernel.core.tests.module_root import discovered, manifest_of, write_module

ROLE = "zpost"
Mutation = Callable[[Path], Any]


def _world(tables: set[str] | None = None, **changes: Any) -> World:
    world: dict[str, Any] = {
        "tables": {ROLE: frozenset({f"{ROLE}_parcels"} if tables is None else tables)}
    }
    return World(**world | changes)


def _faults(root: Path, world: World | None = None) -> list[str]:
    with discovered(root) as registry:
        found = check(registry, world or _world(), only={f"ai_{ROLE}"})
    return [str(item) for item in found if item.module in (f"ai_{ROLE}", "-")]


def _set(**changes: Any) -> Mutation:
    def mutate(root: Path) -> None:
        data = manifest_of(ROLE) | changes
        (root / f"registry/modules/ai_{ROLE}.manifest.json").write_text(json.dumps(data))

    return mutate


def _agents(key: str, **changes: Any) -> Mutation:
    agents = manifest_of(ROLE)["agents"]
    return _set(agents=agents | {key: agents[key] | changes})


def _write(name: str, text: str) -> Mutation:
    def mutate(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return mutate


def _remove(name: str) -> Mutation:
    return lambda root: (root / name).unlink()


def _replace(name: str, old: str, new: str) -> Mutation:
    def mutate(root: Path) -> None:
        text = (root / name).read_text()
        assert old in text
        (root / name).write_text(text.replace(old, new))

    return mutate


INTAKE = f"agents/{ROLE}/setup/intake.prompt.txt"
FUNCTION = f"{ROLE}/functions/intake.py"
CRON = f"{ROLE}-cron-delay-watch"

MUTATIONS: dict[str, tuple[Mutation, str]] = {
    "another name": (_set(name="AI Post Module"), "name: is 'AI Post Module'"),
    "a chain through an unknown mode": (
        _set(chains={"whole": {"modes": ["setup", "dream"]}}),
        "dream is no mode",
    ),
    "a chain called as a mode": (
        _set(chains={"setup": {"modes": ["setup", "analysis"]}}),
        "a mode is called so",
    ),
    "a phrase that leads to another agent": (
        _set(chains={"whole": {"modes": ["setup", "analysis"], "asks": ["delays"]}}),
        "leads to",
    ),
    "another entry agent": (_set(entry_agent="Post Orchestrator"), "entry_agent"),
    "another address": (
        _set(ui={"basePath": "/post", "primaryScreens": ["Dashboard"]}),
        "ui.basePath",
    ),
    "no admin": (_set(permissions={"tenant": True, "role": ["courier"]}), "admin is missing"),
    "a broken manifest": (_set(version="x"), "manifest: /version"),
    "no app": (_remove(f"{ROLE}/apps.py"), "apps.py: is not there"),
    "no package": (_remove(f"{ROLE}/__init__.py"), "is not in the module root"),
    "a mode without an agent": (_set(modes=["setup", "analysis", "strategy"]), "0 agents"),
    "a mode with two agents": (
        _agents("delay-analyst", mode="setup"),
        "setup belongs to 2 agents",
    ),
    "an agent of no listed mode": (_set(modes=["analysis"]), "setup is named by an agent"),
    "a prompt in the wrong folder": (
        _agents("delay-analyst", prompt=f"/agents/{ROLE}/analysis/delay-analyst.prompt.txt"),
        f"/agents/{ROLE}/analytics/delay-analyst.prompt.txt",
    ),
    "a function of another name": (
        _agents("intake", function=f"{ROLE}-other"),
        "its function is zpost-other",
    ),
    "no prompt": (_remove(INTAKE), "cannot be read"),
    "no orchestrator prompt": (
        _remove(f"agents/{ROLE}/orchestrator.system.prompt.txt"),
        "cannot be read",
    ),
    "no high-level prompt": (
        _remove(f"agents/{ROLE}/orchestrator.prompt.txt"),
        "orchestrator.prompt.txt cannot be read",
    ),
    "a prompt without its head": (_write(INTAKE, "Hello"), "does not begin with a head"),
    "an undeclared variable": (
        _replace(INTAKE, "{{ today }}", "{{ today }}{{ moon }}"),
        "moon is used but not declared",
    ),
    "a declared but idle variable": (
        _replace(INTAKE, "{{ today }}", ""),
        "today is declared but not used",
    ),
    "a variable that the function does not give": (
        _write(INTAKE, "---\nvariables: moon\n---\n{{ moon }}"),
        "wants moon, which its function does not give",
    ),
    "a malformed slot": (_replace(INTAKE, "{{ today }}", "{{today}}"), "a slot is malformed"),
    "a prompt that nobody names": (
        _write(f"agents/{ROLE}/setup/other.prompt.txt", "x"),
        "other.prompt.txt: is there but no agent names it",
    ),
    "no function": (_remove(FUNCTION), "zpost.functions.intake is not there"),
    "no FUNCTION in the file": (_write(FUNCTION, "x = 1"), "FUNCTION is no AgentFunction"),
    "a function that cannot be imported": (_write(FUNCTION, "import zmissing"), "zmissing"),
    "a function that does not parse": (_write(FUNCTION, "def"), "invalid syntax"),
    "a function that calls itself otherwise": (
        _replace(FUNCTION, '"zpost-intake"', '"zpost-x"'),
        "calls itself 'zpost-x'",
    ),
    "a function that does not say what it reads": (
        _replace(FUNCTION, "Reads addresses and invoices.", ""),
        "says nothing in 'reads'",
    ),
    "an input that needs a field": (
        _replace(FUNCTION, "weeks: int = 4", "weeks: int"),
        "does not accept an empty payload: weeks",
    ),
    "a draft without bounds": (
        _replace(FUNCTION, "FUNCTION = Look()", "Look.Draft = AgentOutput\nFUNCTION = Look()"),
        "its draft lets summary grow",
    ),
    "a function that nobody names": (
        _write(f"{ROLE}/functions/extra.py", ""),
        "extra.py: is there but the manifest does not name it",
    ),
    "no doc": (_remove(f"knowledge/{ROLE}/module.md"), "listed in docs but not there"),
    "an empty doc": (_write(f"knowledge/{ROLE}/module.md", "Soon."), "says next to nothing"),
    "an unlisted doc": (_write(f"knowledge/{ROLE}/more.md", "x"), "not listed in docs"),
    "a doc of another module": (_set(docs=["/knowledge/cmo/module.md"]), "lies outside"),
    "a listed table without a model": (
        _set(schemas=[f"{ROLE}_parcels", f"{ROLE}_vans"]),
        "zpost_vans is listed but no model",
    ),
    "a table of another prefix": (
        _set(schemas=[f"{ROLE}_parcels", "cmo_campaigns"]),
        "cmo_campaigns does not begin with zpost_",
    ),
    "a table without a wall": (
        _write(f"{ROLE}/migrations/0002_walls.py", ""),
        "no migration puts row-level security on it",
    ),
    "a source that is no table": (
        _agents("delay-analyst", sources=[f"{ROLE}/vans"]),
        "zpost/vans is no table of the module",
    ),
    "no dashboard": (
        _set(ui={"basePath": f"/{ROLE}", "primaryScreens": ["Late Parcels"]}),
        "Dashboard is missing",
    ),
    "a schedule of another role": (
        _set(schedules={"cmo-cron-x": {"cron": "0 6 * * *", "mode": "setup"}}),
        "its name begins with zpost-cron-",
    ),
    "a schedule of an unknown mode": (
        _set(schedules={CRON: {"cron": "0 6 * * *", "mode": "content"}}),
        "mode 'content' is not among the modes",
    ),
    "a schedule at no time": (
        _set(schedules={CRON: {"cron": "0 26 * * *", "mode": "setup"}}),
        "'26' is no hour",
    ),
    "a schedule without its command": (
        _remove(f"{ROLE}/management/commands/{ROLE}_cron_delay_watch.py"),
        "its command zpost/management/commands/zpost_cron_delay_watch.py is not there",
    ),
    "an unlisted cron command": (
        _write(f"{ROLE}/management/commands/{ROLE}_cron_other.py", ""),
        "not listed in schedules",
    ),
    "an import that is not there": (
        _write(f"{ROLE}/imports.py", ""),
        "zpost.imports.ParcelsImport is no class",
    ),
    "an import of another module": (
        _set(imports={"parcels": "cmo.imports.MetricsImport"}),
        "is not of this module",
    ),
    "a webhook to no import": (
        _set(webhooks={f"{ROLE}.vans": "vans"}),
        "names the import 'vans'",
    ),
    "a webhook of another module": (
        _set(webhooks={"cmo.parcels": "parcels"}),
        "an event of this module begins with zpost.",
    ),
    "no briefing": (_remove(f"{ROLE}/briefing.py"), "briefing.py: is not there"),
    "a briefing without lines": (_write(f"{ROLE}/briefing.py", ""), "has no function lines"),
    "prompts of no module": (_write("agents/zother/x.prompt.txt", ""), "/agents/zother"),
    "docs of no module": (_write("knowledge/zother/x.md", ""), "/knowledge/zother"),
    "actions that cannot be read": (_write(f"{ROLE}/actions.py", "import zmissing"), "zmissing"),
}


def test_a_whole_module_has_no_disagreement(tmp_path: Path) -> None:
    assert _faults(write_module(tmp_path, ROLE)) == []


@pytest.mark.parametrize(("mutate", "said"), MUTATIONS.values(), ids=MUTATIONS.keys())
def test_the_check_names(tmp_path: Path, mutate: Mutation, said: str) -> None:
    mutate(write_module(tmp_path, ROLE))
    faults = _faults(tmp_path)
    assert any(said in fault for fault in faults), faults


def test_all_disagreements_are_reported_at_once(tmp_path: Path) -> None:
    write_module(tmp_path, ROLE)
    for name in ("no doc", "no prompt", "no function", "no briefing", "a table without a wall"):
        MUTATIONS[name][0](tmp_path)
    faults = _faults(tmp_path, _world(resolves=lambda _: False))
    assert len(faults) >= 8


def test_a_pattern_for_all_tables_is_accepted(tmp_path: Path) -> None:
    write_module(tmp_path, ROLE, schemas=[f"{ROLE}_*"])
    assert _faults(tmp_path) == []


def test_a_model_whose_table_is_not_listed_is_named(tmp_path: Path) -> None:
    write_module(tmp_path, ROLE)
    faults = _faults(tmp_path, _world({f"{ROLE}_parcels", f"{ROLE}_vans"}))
    assert any("zpost_vans, which is not listed" in fault for fault in faults)


def test_an_address_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    write_module(tmp_path, ROLE)
    asked: list[str] = []

    def resolves(path: str) -> bool:
        asked.append(path)
        return path != "/zpost/late-parcels/"

    faults = _faults(tmp_path, _world(resolves=resolves))
    assert faults == [
        "ai_zpost  ui.primaryScreens: Late Parcels: /zpost/late-parcels/ leads nowhere"
    ]
    assert {"/zpost/", "/zpost/parcels/"} <= set(asked)


def test_an_icon_that_nobody_drew_is_named(tmp_path: Path) -> None:
    write_module(tmp_path, ROLE, icon="unicorn")
    faults = _faults(tmp_path, _world(is_drawn=lambda name: name != "unicorn"))
    assert faults == ["ai_zpost  icon: templates/icons holds no unicorn.svg"]


def test_an_open_table_of_the_database_is_named(tmp_path: Path) -> None:
    write_module(tmp_path, ROLE)
    world = _world(open_tables=lambda tables: {tables[0]: "row-level security is not forced"})
    faults = [fault for fault in _faults(tmp_path, world) if "zpost_parcels" in fault]
    assert faults == ["ai_zpost  zpost_parcels: in the database: row-level security is not forced"]


@pytest.mark.parametrize(
    "line",
    ["15 6 * * *", "*/5 * * * *", "0 0-23/2 1,15 * 1-5", "59 23 31 12 0"],
)
def test_a_cron_line_is_read(line: str) -> None:
    assert cron_fault(line) is None


NO_CRON = """

* * * *
60 * * * *
* 24 * * *
* * 0 * *
* * * 13 *
* * * * 7
a * * * *
*/0 * * * *
5-1 * * * *
1, * * * *
@daily
* * * * * *
*  * * * *
"""


@pytest.mark.parametrize("line", NO_CRON.splitlines()[1:])
def test_a_cron_line_that_is_none_is_refused(line: str) -> None:
    assert cron_fault(line)


def test_cron_values_are_those_of_each_field() -> None:
    minutes, hours, days, _, weekdays = cron_values("*/20 6-8 1,15 * 1-5")
    assert minutes == {0, 20, 40}
    assert hours == {6, 7, 8}
    assert days == {1, 15}
    assert weekdays == {1, 2, 3, 4, 5}
    with pytest.raises(ValueError, match="hour"):
        cron_values("0 25 * * *")
