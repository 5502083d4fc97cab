"""What lies under templates/ and static/ keeps its own rules."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage

from kernel.core.registry import get_module
from kernel.screens import icons, sheets

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COMPONENTS = sorted((ROOT / "templates" / "components").glob("*.html"))
SHEETS = ROOT / "static" / "css"


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_each_component_opens_with_the_context_it_takes(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("{% comment %}")


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_no_template_has_a_style_or_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|hx-on|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_each_icon_that_a_template_names_is_there(path: Path) -> None:
    for icon in re.findall(r'{% icon "([^"]+)"', path.read_text(encoding="utf-8")):
        assert icons.drawing(icon)


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_posted_form_carries_its_token(path: Path) -> None:
    forms = re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(encoding="utf-8"), re.S)
    assert all("csrf" in form for form in forms)


def test_each_sheet_belongs_to_a_component_of_the_same_name() -> None:
    sheets = {path.stem for path in (SHEETS / "components").glob("*.css")}
    assert sheets <= {path.stem for path in COMPONENTS}


ENTRIES = {"app.css", "admin.css"}
"""The sheets that pages link: the product's, and the admin's beside Django's own."""


def test_the_entry_sheet_brings_every_sheet_once_in_its_layer() -> None:
    text = (SHEETS / "app.css").read_text(encoding="utf-8")
    brought = re.findall(r'@import url\("([^"]+)"\)', text)
    on_disk = {p.relative_to(SHEETS).as_posix() for p in SHEETS.rglob("*.css")} - ENTRIES
    assert sorted(brought) == sorted(on_disk)
    layers = re.findall(r"layer\((\w+)\)", text)
    order = text.partition(";")[0].removeprefix("@layer ").split(", ")
    assert layers == sorted(layers, key=order.index)


@pytest.mark.parametrize("path", sorted(SHEETS.rglob("*.css")), ids=name)
def test_a_sheet_uses_only_tokens_that_exist(path: Path) -> None:
    known = set(re.findall(r"(--[\w-]+)\s*:", (SHEETS / "tokens.css").read_text(encoding="utf-8")))
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"var\((--[\w-]+)", text)) <= known
    assert text.count("{") == text.count("}")


def test_the_vendored_files_are_the_ones_that_were_checked() -> None:
    folder = ROOT / "static" / "vendor"
    listed = [
        line.split()
        for line in (folder / "CHECKSUMS.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert {row[0] for row in listed} == {p.name for p in folder.glob("*.js")}
    for file, _, _, checksum in listed:
        assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == checksum


def test_every_reference_of_a_sheet_survives_hashed_names(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path / "data"
    source = FileSystemStorage(ROOT / "static")
    names = [
        p.relative_to(ROOT / "static").as_posix()
        for p in (ROOT / "static").rglob("*")
        if p.is_file()
    ]
    files = {name: (source, name) for name in names}
    files |= {name: (storage, name) for name, storage in sheets.JoinedSheetFinder().list(None)}
    target = ManifestStaticFilesStorage(location=tmp_path / "out", base_url="/static/")
    for storage, path in files.values():
        with storage.open(path) as file:
            target.save(path, file)
    faults = [error for _, _, error in target.post_process(files) if isinstance(error, Exception)]
    assert faults == []
    whole = (tmp_path / "out" / target.hashed_files[sheets.NAME]).read_text(encoding="utf-8")
    assert target.hashed_files["inter.woff2"] in whole
    parts = (tmp_path / "out" / target.hashed_files["css/app.css"]).read_text(encoding="utf-8")
    imports = re.findall(r'@import url\("([^"]+)"\)', parts)
    assert len(imports) > 40
    assert all((tmp_path / "out" / "css" / path).is_file() for path in imports)


def test_the_joined_sheet_holds_every_rule_in_its_layer() -> None:
    text = sheets.joined()
    assert "@import" not in text
    assert text.startswith("@layer reset, tokens, base, layout, components, utilities;")
    assert text.count("{") == text.count("}")
    assert (SHEETS / "components" / "kpi.css").read_text(encoding="utf-8").strip() in text


def test_a_sheet_in_a_folder_below_may_not_name_a_file(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "a.css").write_text('.a { background: url("a.png"); }')
    entry = tmp_path / "app.css"
    entry.write_text('@import url("parts/a.css") layer(components);')
    with pytest.raises(ValueError, match="names a file"):
        sheets.joined(entry)


def test_the_joined_sheet_is_found_like_any_other_file(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    finder = sheets.JoinedSheetFinder()
    path = Path(finder.find(sheets.NAME))
    assert path.read_text(encoding="utf-8") == sheets.joined()
    assert finder.find("css/tokens.css") == []
    assert [name for name, _ in finder.list(None)] == [sheets.NAME]
    assert [p.name for p in path.parent.iterdir()] == ["ubigrowth.css"]


def test_it_refuses_an_icon_nobody_drew() -> None:
    with pytest.raises(icons.UnknownIconError, match=r"holds no \.\./base\.svg"):
        icons.icon("../base")
    with pytest.raises(icons.UnknownIconError, match="not 15"):
        icons.icon("check", 15)


def test_a_module_shows_the_icon_that_its_manifest_names() -> None:
    assert icons.module_icon("cmo") == icons.icon(get_module("ai_cmo").icon)
    assert icons.module_icon("hr") == icons.icon("box")
