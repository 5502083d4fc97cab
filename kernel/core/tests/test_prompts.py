"""Prompts: declared variables, one pass of filling, hashes of both texts."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kernel.core import prompts, registry
from kernel.core.prompts import PromptError, load, render


@pytest.fixture
def write(tmp_path: Path):
    def _write(text: str) -> Path:
        path = tmp_path / "x.prompt.txt"
        path.write_bytes(text.encode())
        return path

    return _write


def test_a_prompt_is_its_text_without_the_head(write) -> None:
    path = write("---\nvariables: name, day\n---\nHello {{ name }},\n---\nit is {{ day }}.\n")
    prompt = load(path)
    assert prompt.text == "Hello {{ name }},\n---\nit is {{ day }}.\n"
    assert prompt.variables == ("name", "day")
    assert prompt.hash == hashlib.sha256(path.read_bytes()).hexdigest()


def test_rendering_fills_once_and_hashes_what_is_sent(write) -> None:
    prompt = load(write("---\nvariables: a, b\n---\n{{ a }}|{{ b }}|{{ a }}"))
    rendered = render(prompt, {"a": "{{ b }}", "b": "\\1 {fact:x}\r\n"})
    assert rendered.text == "{{ b }}|\\1 {fact:x}\r\n|{{ b }}"
    assert rendered.template_hash == prompt.hash
    assert rendered.text_hash == hashlib.sha256(rendered.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "a has no value"),
        ({"a": "1", "b": "2"}, "b is not declared"),
        ({"a": 1}, "a is no text"),
        ({"b": "1"}, "a has no value; b is not declared"),
    ],
)
def test_missing_and_unknown_values_are_refused(write, values, said: str) -> None:
    prompt = load(write("---\nvariables: a\n---\n{{ a }}"))
    with pytest.raises(PromptError, match=said):
        render(prompt, values)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello", "does not begin with a head"),
        ("---\nvariables:\n---\n  \n", "it is empty"),
        ("---\nvariables: a\n---\nx", "a is declared but not used"),
        ("---\nvariables:\n---\n{{ a }}", "a is used but not declared"),
        ("---\nvariables: a\n---\n{{ a }}{{a}}", "a slot is malformed"),
        ("---\nvariables: a\n---\n{{ a }} }}", "a slot is malformed"),
        ("---\nvariables: a, a\n---\n{{ a }}", "declared twice"),
        ("---\nvariables: A b\n---\nx", "is no variable name"),
        ("---\nmodel: big\n---\nx", "the head's line 'model: big' is not known"),
        ("---\nvariables:\n---\na\r\nb", "lines end in CR"),
    ],
)
def test_a_faulty_prompt_is_refused(write, text: str, said: str) -> None:
    with pytest.raises(PromptError, match=said):
        load(write(text))


def test_a_prompt_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="cannot be read"):
        load(tmp_path / "no.prompt.txt")
    (tmp_path / "latin.prompt.txt").write_bytes(b"\xff")
    with pytest.raises(PromptError, match="cannot be read"):
        load(tmp_path / "latin.prompt.txt")


def test_every_prompt_of_the_manifests_is_right() -> None:
    for manifest in registry.get_all_modules():
        paths = [agent.prompt for agent in manifest.agents.values()]
        for path in (manifest.orchestrator_prompt, *paths):
            assert load(path, manifest.root).text.strip()


def test_a_path_below_agents_is_of_the_modules_root(tmp_path: Path) -> None:
    assert prompts.resolve("/agents/x/y.prompt.txt", tmp_path) == tmp_path / "agents/x/y.prompt.txt"
