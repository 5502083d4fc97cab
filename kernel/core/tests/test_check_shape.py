"""Modules are twins: what one has a file for, the next has a file for."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from kernel.core.check_shape import NOUN_PARTS, STEPS, nouns, shape_faults
from kernel.core.manifest import REPOSITORY

TABLE = 'class Parcel:\n    class Meta:\n        db_table = "post_parcels"\n'


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """A module with one noun and one agent, nothing missing."""
    files = {"models/parcel.py": TABLE, "models/columns.py": "WIDTH = 3\n"}
    files |= {f"{part}/parcel.py": "" for part in NOUN_PARTS}
    files |= {f"delays/{step}.py": "" for step in STEPS}
    for name, text in files.items():
        path = tmp_path / "post" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "post"


def faults(module: Path) -> list[str]:
    manifest = SimpleNamespace(root=module.parent, role=module.name)
    return [where for where, _ in shape_faults(manifest)]


def test_a_whole_module_has_no_fault(module: Path) -> None:
    assert nouns(module) == ["parcel"]
    assert faults(module) == []


@pytest.mark.parametrize("part", NOUN_PARTS)
def test_a_noun_has_a_file_in_every_part(module: Path, part: str) -> None:
    (module / part / "parcel.py").unlink()
    assert faults(module) == [f"post/{part}/parcel.py"]


@pytest.mark.parametrize("step", STEPS[1:])
def test_an_agent_has_a_file_for_each_step(module: Path, step: str) -> None:
    (module / "delays" / f"{step}.py").unlink()
    assert faults(module) == [f"post/delays/{step}.py"]


def test_a_part_of_a_small_module_may_be_one_file(module: Path) -> None:
    (module / "tables" / "parcel.py").unlink()
    (module / "tables").rmdir()
    (module / "tables.py").write_text("")
    assert faults(module) == []


@pytest.mark.parametrize(
    ("root", "role"), [(REPOSITORY, "cmo"), (REPOSITORY / "tests" / "fifth", "cto")]
)
def test_the_modules_that_stand_have_the_shape(root: Path, role: str) -> None:
    assert nouns(root / role)
    assert faults(root / role) == []
