"""Prompts as text files: declared variables, a hash of the template and of what was sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kernel.core.manifest import REPOSITORY
from kernel.errors import KernelUsageError

_FRONT = re.compile(r"\A---\n(?P<head>.*?)^---\n", re.DOTALL | re.MULTILINE)
_SLOT = re.compile(r"\{\{ ([a-z][a-z0-9_]*) \}\}")
_BRACES = re.compile(r"\{\{|\}\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class PromptError(KernelUsageError):
    """A prompt's file or the values for it are not right; the detail names every fault."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's text with slots ``{{ name }}``, and exactly the variables it declares.

    ``hash`` is the SHA-256 in hex of the whole file, front matter included: its version.
    """

    text: str
    hash: str
    variables: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is sent, with the hashes of template and text that a run keeps."""

    text: str
    template_hash: str
    text_hash: str


def resolve(path: str | Path, root: Path | None = None) -> Path:
    """The file of a prompt. A ``/agents/…`` path of a manifest is relative to its root."""
    name = str(path)
    if isinstance(path, Path) or not name.startswith("/agents/"):
        return Path(path)
    return (root or REPOSITORY) / name.lstrip("/")


def load(path: str | Path, root: Path | None = None) -> Prompt:
    """Read and check a prompt; raises ``PromptError`` with every fault at once.

    The file begins with a head between two ``---`` lines, whose line ``variables:`` lists
    the names used, separated by commas. The head is no part of the text.
    """
    file = resolve(path, root)
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"prompt {path} cannot be read: {error}") from error
    prompt, faults = _parse(text, hashlib.sha256(raw).hexdigest(), str(path))
    if faults:
        raise PromptError(f"prompt {path}: " + "; ".join(faults))
    return prompt


def _parse(text: str, digest: str, path: str) -> tuple[Prompt, list[str]]:
    faults: list[str] = []
    if "\r" in text:
        faults.append("lines end in CR")
    head = _FRONT.match(text)
    declared: list[str] = []
    if head is None:
        faults.append("it does not begin with a head between two --- lines")
    else:
        declared = _declared(head["head"], faults)
    body = text[head.end() :] if head else text
    if not body.strip():
        faults.append("it is empty")
    used = set(_SLOT.findall(body))
    if _BRACES.search(_SLOT.sub("", body)):
        faults.append("a slot is malformed; write {{ name }}")
    faults += [f"{name} is used but not declared" for name in sorted(used - set(declared))]
    faults += [f"{name} is declared but not used" for name in sorted(set(declared) - used)]
    return Prompt(body, digest, tuple(declared), path), faults


def _declared(head: str, faults: list[str]) -> list[str]:
    names: list[str] = []
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if key.strip() != "variables" or not colon:
            faults.append(f"the head's line {line!r} is not known")
            continue
        names += [name.strip() for name in value.split(",") if name.strip()]
    faults += [f"{name!r} is no variable name" for name in names if not _NAME.fullmatch(name)]
    if len(set(names)) != len(names):
        faults.append("a variable is declared twice")
    return names


def render(prompt: Prompt, values: Mapping[str, str]) -> Rendered:
    """The prompt with each slot filled once; text in values is never taken for a slot.

    Raises ``PromptError`` where a declared variable has no value or a value no variable.
    """
    faults = [f"{name} has no value" for name in prompt.variables if name not in values]
    faults += [f"{name} is not declared" for name in values if name not in prompt.variables]
    faults += [f"{name} is no text" for name, value in values.items() if not isinstance(value, str)]
    if faults:
        raise PromptError(f"prompt {prompt.path}: " + "; ".join(faults))
    text = _SLOT.sub(lambda slot: values[slot[1]], prompt.text)
    return Rendered(text, prompt.hash, hashlib.sha256(text.encode()).hexdigest())


def disagreements(prompt: Prompt, offered: tuple[str, ...]) -> list[str]:
    """Where the variables of a prompt and those that its function gives differ."""
    missing = sorted(set(prompt.variables) - set(offered))
    idle = sorted(set(offered) - set(prompt.variables))
    return [f"wants {name}, which its function does not give" for name in missing] + [
        f"does not use {name}, which its function gives" for name in idle
    ]
