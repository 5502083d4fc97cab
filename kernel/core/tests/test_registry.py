"""Manifests are read once, held to their schema, and a broken one stops no other."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import kernel
from kernel.core import manifest, registry
from kernel.core.manifest import REPOSITORY, ManifestError, parse, read
from kernel.core.tests.module_root import discovered, manifest_of, write_module
from kernel.errors import KernelError, KernelUsageError


def test_the_marketing_manifest_says_what_was_agreed() -> None:
    cmo = kernel.get_module("ai_cmo")
    assert (cmo.name, cmo.version) == ("AI CMO Module", "2.0.0")
    assert cmo.entry_agent == "CMO Orchestrator"
    assert cmo.orchestrator_prompt == "/agents/cmo/orchestrator.system.prompt.txt"
    assert cmo.ui.base_path == "/cmo"
    assert (cmo.permissions.tenant, cmo.permissions.role) == (True, ("admin", "marketer"))
    assert set(cmo.requires) == {"postgres", "kernel", "ai_gateway"}
    assert all(table.startswith("cmo_") for table in cmo.schemas)
    assert (cmo.role, cmo.short, cmo.kernel_function) == ("cmo", "CMO", "cmo-kernel")


def test_modules_stand_under_their_ids_and_are_listed() -> None:
    assert kernel.get_module("ai_cmo") in kernel.get_all_modules()
    assert "cmo" in registry.app_labels()
    assert registry.roles()[:3] == ["owner", "admin", "viewer"]
    assert "marketer" in registry.roles()
    assert registry.module_of_role("cmo").id == "ai_cmo"


def test_an_unknown_module_is_refused_naming_the_known_ones() -> None:
    with pytest.raises(KernelError, match="ai_cmo") as caught:
        kernel.get_module("ai_xyz")
    assert (caught.value.code, caught.value.status) == ("unknown_module", 404)


def test_a_module_in_a_further_root_stands_beside_the_others(tmp_path: Path) -> None:
    write_module(tmp_path, "zpost")
    (tmp_path / "templates").mkdir()
    (tmp_path / "static").mkdir()
    with discovered(tmp_path) as found:
        module = kernel.get_module("ai_zpost")
        assert found.roots == (REPOSITORY, tmp_path.resolve())
        assert module.root == tmp_path.resolve()
        assert "zpost" in registry.app_labels()
        assert "courier" in registry.roles()
        assert module.requires == ("postgres", "kernel", "ai_gateway")
        assert registry.template_dirs()[-1] == tmp_path.resolve() / "templates"
        assert registry.static_dirs()[-1] == tmp_path.resolve() / "static"
        assert str(tmp_path.resolve()) in sys.path
        assert module.file(module.docs[0]).is_file()
    with pytest.raises(KernelError):
        kernel.get_module("ai_zpost")


def test_a_broken_manifest_is_unavailable_with_all_its_faults(tmp_path: Path) -> None:
    write_module(tmp_path, "zbad", version="two", modes=[], colour="red")
    write_module(tmp_path, "zgood")
    with discovered(tmp_path):
        assert kernel.get_module("ai_zgood")
        assert "ai_cmo" in {module.id for module in kernel.get_all_modules()}
        reason = registry.unavailable()["ai_zbad"]
        assert "/version" in reason
        assert "/modes" in reason
        assert "colour" in reason
        with pytest.raises(KernelError) as caught:
            kernel.get_module("ai_zbad")
    assert (caught.value.code, caught.value.status) == ("module_unavailable", 503)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"id": "ai_zq", "id": "ai_zq"}', "\ufeff{}"]
)
def test_a_manifest_that_is_no_json_object_is_unavailable(tmp_path: Path, text: str) -> None:
    write_module(tmp_path, "zq")
    (tmp_path / "registry/modules/ai_zq.manifest.json").write_text(text, encoding="utf-8")
    with discovered(tmp_path):
        assert "ai_zq" in registry.unavailable()


def test_a_module_without_its_package_is_unavailable(tmp_path: Path) -> None:
    write_module(tmp_path, "znone")
    (tmp_path / "znone/__init__.py").unlink()
    with discovered(tmp_path):
        assert "znone/ is not in the module root" in registry.unavailable()["ai_znone"]
        assert "znone" not in registry.app_labels()


def test_a_second_module_of_the_same_role_is_refused(tmp_path: Path) -> None:
    write_module(tmp_path, "cmo")
    with discovered(tmp_path):
        assert kernel.get_module("ai_cmo").root == REPOSITORY
        assert any("stands there already" in reason for reason in registry.unavailable().values())


def test_a_manifest_whose_file_is_named_otherwise_is_unavailable(tmp_path: Path) -> None:
    write_module(tmp_path, "zname")
    folder = tmp_path / "registry/modules"
    (folder / "ai_zname.manifest.json").rename(folder / "ai_other.manifest.json")
    with discovered(tmp_path):
        assert "does not fit its id" in registry.unavailable()["ai_other"]


def test_a_root_that_is_no_folder_stops_the_start(tmp_path: Path) -> None:
    with (
        pytest.raises(KernelUsageError, match="UBIGROWTH_MODULE_ROOTS"),
        discovered(tmp_path / "x"),
    ):
        pass


def test_a_registered_module_stands_and_twice_is_once(tmp_path: Path) -> None:
    write_module(tmp_path, "zreg")
    with discovered():
        module = read(tmp_path / "registry/modules/ai_zreg.manifest.json")
        kernel.register_module(module)
        kernel.register_module(module)
        assert kernel.get_module("ai_zreg") == module
        other = parse(manifest_of("zreg") | {"version": "3.0.0"}, tmp_path)
        with pytest.raises(KernelUsageError, match="refused"):
            kernel.register_module(other)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "cmo"),
        ("requires", ["postgres", "magic"]),
        ("permissions", {"tenant": False, "role": ["admin"]}),
        ("permissions", {"tenant": True, "role": ["owner"]}),
        ("orchestrator_prompt", "/agents/../../etc/passwd.prompt.txt"),
        ("docs", ["/knowledge/zp/../secret.md"]),
        ("schemas", ["parcels; drop table users"]),
        ("ui", {"basePath": "/zp/../cmo", "primaryScreens": ["Dashboard"]}),
        ("schedules", {"zp-watch": {"cron": "* * * * *", "mode": "setup"}}),
        ("imports", {"parcels": "os.system"}),
        ("agents", {}),
    ],
)
def test_the_schema_refuses(key: str, value: object) -> None:
    with pytest.raises(ManifestError):
        parse(manifest_of("zp") | {key: value})


def test_every_key_of_the_schema_is_read() -> None:
    schema = json.loads(manifest.SCHEMA_PATH.read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    fields = set(manifest.Manifest.__dataclass_fields__) | {"$schema"}
    assert set(schema["properties"]) <= fields


def test_the_registry_needs_no_django_and_no_model_library() -> None:
    code = (
        "import sys, kernel; kernel.get_all_modules(); "
        "import kernel.core.check, kernel.core.contracts, kernel.core.actions, kernel.core.schemas;"
        "print([n for n in ('django', 'pydantic_ai', 'numpy') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_kernels_public_names_are_found_where_they_live() -> None:
    assert kernel.register_module is registry.register_module
    assert set(kernel.__all__) <= set(dir(kernel))
    with pytest.raises(AttributeError):
        kernel.nothing  # noqa: B018
