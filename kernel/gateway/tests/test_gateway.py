"""The gateway against a real server: what is sent, what is refused, what is repaired."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from kernel import gateway
from kernel.core import prompts, registry, routing
from kernel.core.binding import unbound_in
from kernel.core.contracts import AgentDraft
from kernel.core.facts import Fact, FactBook
from kernel.core.manifest import REPOSITORY, AgentSpec, Manifest
from kernel.core.prompts import Prompt, Rendered, render
from kernel.errors import KernelUsageError
from kernel.gateway.tests.scripted import Scripted, scripted_endpoint

IDS = {"run_id": "0194b9c2-51f3-7a60-9c1e-7d2f6e0b81aa", "tenant_id": "t"}
PROMPT = render(
    Prompt("You advise “Ärger & Söhne”.\n\tFacts: {{ facts }}\r\n\n  end \n", "h", ("facts",)),
    {"facts": "{fact:roas} is 5.51 — {{ not_a_slot }} \\n 😀"},
)


class Note(AgentDraft):
    title: Annotated[str, Field(max_length=80)]
    text: Annotated[str, Field(max_length=2000)]
    tone: Literal["calm", "urgent"] = "calm"


GOOD = json.dumps({"title": "What it earns", "text": "ROAS is {fact:roas}.", "tone": "calm"})


@pytest.fixture
def book() -> FactBook:
    facts = FactBook()
    facts.add(Fact("roas", "ROAS", 5.51, "ratio", "roas", "1", "0" * 64, "revenue ÷ cost"))
    return facts


def _draft(
    settings: Any, script: Scripted, book: FactBook | None = None
) -> gateway.DraftResult[Note]:
    settings.AI_GATEWAY_URL = script.url
    settings.AI_GATEWAY_KEY = "sk-secret"
    settings.AI_GATEWAY_MODEL = "scripted"

    def check(draft: Note) -> Sequence[dict[str, str]]:
        return unbound_in(draft, book or FactBook())

    return gateway.draft(PROMPT, Note, check=check if book is not None else None, **IDS)


def test_the_system_message_is_the_rendered_prompt_byte_for_byte(settings: Any) -> None:
    with scripted_endpoint(GOOD) as script:
        result = _draft(settings, script)
    assert script.system().encode() == PROMPT.text.encode()
    assert [m["role"] for m in script.messages()] == ["system", "user"]
    assert result.draft == Note(title="What it earns", text="ROAS is {fact:roas}.")
    assert (result.tries, result.tokens, result.model) == (1, 120, "scripted")


@pytest.mark.parametrize("first", ["no JSON", "x" * 70_000])
def test_a_part_of_the_work_is_named_in_the_request_and_in_its_repair(
    settings: Any, first: str
) -> None:
    with scripted_endpoint(first, GOOD) as script:
        settings.AI_GATEWAY_URL, settings.AI_GATEWAY_MODEL = script.url, "scripted"
        result = gateway.draft(PROMPT, Note, only='{"pieces": ["email.1"]}', **IDS)
    assert result.draft is not None
    assert script.system(0) == script.system(1) == PROMPT.text
    for call in (0, 1):
        said = "".join(m["content"] for m in script.messages(call) if m["role"] == "user")
        assert '{"pieces": ["email.1"]}' in said


AGENTS = [
    (manifest, spec)
    for manifest in registry.get_all_modules()
    for spec in (routing.kernel_spec(manifest), *manifest.agents.values())
]


@pytest.mark.parametrize(("manifest", "spec"), AGENTS, ids=[spec.function for _, spec in AGENTS])
def test_each_agents_own_prompt_arrives_byte_for_byte(
    settings: Any, manifest: Manifest, spec: AgentSpec
) -> None:
    function = routing.function_for(spec.function)
    prompt = prompts.load(spec.prompt, manifest.root)
    rendered = render(prompt, {name: f"“{name}” & <{name}>\n" for name in prompt.variables})
    with scripted_endpoint("{}") as script:
        settings.AI_GATEWAY_URL, settings.AI_GATEWAY_MODEL = script.url, "scripted"
        gateway.draft(rendered, function.Draft or AgentDraft, **IDS)
    assert script.system(0).encode() == rendered.text.encode()


def test_the_key_goes_out_as_a_bearer_and_nowhere_else(settings: Any) -> None:
    with scripted_endpoint(GOOD) as script:
        _draft(settings, script)
    assert script.headers[0]["authorization"] == "Bearer sk-secret"
    assert "sk-secret" not in json.dumps(script.asked)


def test_the_contract_goes_out_as_the_answers_format(settings: Any) -> None:
    with scripted_endpoint(GOOD) as script:
        _draft(settings, script)
    sent = script.asked[0]["response_format"]
    assert sent["type"] == "json_schema"
    assert set(sent["json_schema"]["schema"]["properties"]) == {"title", "text", "tone"}


def test_a_server_that_knows_no_formats_is_asked_without_one(settings: Any) -> None:
    with scripted_endpoint(400, GOOD) as script:
        result = _draft(settings, script)
    assert result.draft is not None
    assert result.tries == 1
    assert "response_format" not in script.asked[1]


REFUSED = {
    "no json": "The ROAS is good.",
    "half json": GOOD[:-5],
    "a list": f"[{GOOD}]",
    "a key twice": '{"title": "a", "title": "b", "text": "c"}',
    "NaN": '{"title": NaN, "text": "c"}',
    "nested beyond reason": "[" * 50_000,
    "wrong enum": GOOD.replace("calm", "panic"),
    "missing field": '{"title": "a"}',
    "extra field": GOOD.replace('"tone"', '"approve": true, "tone"'),
    "too long a field": json.dumps({"title": "a" * 81, "text": "b"}),
    "1 MB": json.dumps({"title": "a", "text": "b" * 1_000_000}),
    "100 kB": json.dumps({"title": "a", "text": "b" * 100_000}),
    "a tag": GOOD.replace("What", "<img src=x onerror=alert()>"),
    "a closing tag": GOOD.replace("What", "</script>"),
    "a comment": GOOD.replace("What", "<!-- hidden"),
    "a Markdown image": GOOD.replace("What", "![pixel](//evil.example/p.png)"),
    "a Markdown link": GOOD.replace("What", "[click](x)"),
    "an address": GOOD.replace("What", "https://evil.example"),
    "a script address": GOOD.replace("What", "JavaScript:alert()"),
    "an entity": GOOD.replace("What", "&lt;b&gt;"),
    "a template tag": GOOD.replace("What", "{{ settings }}"),
    "hidden characters": GOOD.replace("What", "Wh\\u200bat"),
    "a direction override": GOOD.replace("What", "\\u202etahW"),
    "a null byte": GOOD.replace("What", "Wh\\u0000at"),
    "a digit": GOOD.replace("ROAS is", "ROAS is 7, not"),
    "a number word": GOOD.replace("ROAS is", "ROAS doubled to"),
    "a fact that is not there": GOOD.replace("fact:roas", "fact:cac"),
    "empty": "",
}


@pytest.mark.parametrize("bad", REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_answer_is_repaired_once(settings: Any, book: FactBook, bad: str) -> None:
    with scripted_endpoint(bad, GOOD) as script:
        result = _draft(settings, script, book)
    assert result.draft is not None
    assert result.tries == len(script.asked) == 2
    assert script.system(1) == PROMPT.text
    assert script.messages(1)[-1]["role"] == "user"
    assert "cannot be used" in script.messages(1)[-1]["content"]


@pytest.mark.parametrize("bad", REFUSED.values(), ids=REFUSED.keys())
def test_an_answer_refused_twice_gives_nothing(settings: Any, book: FactBook, bad: str) -> None:
    with scripted_endpoint(bad) as script:
        result = _draft(settings, script, book)
    assert result.draft is None
    assert result.tries == len(script.asked) == 2
    assert result.problems
    assert all(set(problem) == {"pointer", "code", "detail"} for problem in result.problems)


def test_the_repair_names_each_fault_with_its_place(settings: Any, book: FactBook) -> None:
    bad = json.dumps({"title": "Up 12 %", "text": "x", "tone": "calm"})
    with scripted_endpoint(bad, GOOD) as script:
        _draft(settings, script, book)
    said = script.messages(1)
    assert [m["role"] for m in said] == ["system", "user", "assistant", "user"]
    assert said[2]["content"] == bad
    assert "/title: states a number without a fact: 12" in said[3]["content"]


def test_an_answer_of_a_megabyte_is_not_sent_back(settings: Any, book: FactBook) -> None:
    with scripted_endpoint(REFUSED["1 MB"], GOOD) as script:
        _draft(settings, script, book)
    assert len(json.dumps(script.asked[1])) < 20_000


@pytest.mark.parametrize("status", [401, 404, 503])
def test_a_failing_server_gives_nothing_and_raises_nothing(settings: Any, status: int) -> None:
    with scripted_endpoint(status) as script:
        result = _draft(settings, script)
    assert result.draft is None
    assert result.problems[0]["code"] == "model_refused"
    assert "sk-secret" not in str(result)


def test_a_server_that_is_not_there_gives_nothing(settings: Any) -> None:
    with scripted_endpoint(GOOD) as script:
        pass
    result = _draft(settings, script)
    assert result.draft is None
    assert result.tries == 0
    assert result.problems[0]["code"] == "model_unreachable"


def test_a_fenced_answer_is_read(settings: Any) -> None:
    with scripted_endpoint(f"```json\n{GOOD}\n```") as script:
        assert _draft(settings, script).draft is not None


def test_with_no_model_there_is_no_call_and_no_draft(settings: Any) -> None:
    settings.AI_GATEWAY_URL = settings.AI_GATEWAY_KEY = settings.AI_GATEWAY_MODEL = ""
    assert gateway.available() == gateway.Engine("builtin", "built-in analyst")
    result = gateway.draft(PROMPT, Note, **IDS)
    assert (result.draft, result.tries, result.problems) == (None, 0, [])


@pytest.mark.parametrize(
    ("url", "key", "model", "kind"),
    [
        ("http://127.0.0.1:1/v1", "", "local", "model"),
        ("", "key", "name", "model"),
        ("http://127.0.0.1:1/v1", "key", "", "builtin"),
        ("", "", "name", "builtin"),
    ],
)
def test_a_model_needs_a_name_and_an_address_or_key(
    settings: Any, url: str, key: str, model: str, kind: str
) -> None:
    settings.AI_GATEWAY_URL, settings.AI_GATEWAY_KEY, settings.AI_GATEWAY_MODEL = url, key, model
    assert gateway.available().kind == kind


@pytest.mark.parametrize(
    "url", ["https://api.example.com/v1", "", "http://10.0.0.1/v1", "http://127.0.0.1.evil.example"]
)
def test_a_test_cannot_reach_a_real_model(settings: Any, url: str) -> None:
    settings.AI_GATEWAY_URL, settings.AI_GATEWAY_KEY = url, "key"
    settings.AI_GATEWAY_MODEL = "anthropic:real"
    with pytest.raises(KernelUsageError, match="real model"):
        gateway.draft(PROMPT, Note, **IDS)


def test_importing_the_gateway_loads_no_model_library() -> None:
    code = (
        "import sys, kernel.gateway; "
        "print([n for n in sys.modules if n.split('.')[0] in "
        "('pydantic_ai', 'openai', 'anthropic', 'httpx2')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_what_a_run_keeps_of_a_prompt_are_its_hashes() -> None:
    assert isinstance(PROMPT, Rendered)
    assert PROMPT.template_hash == "h"
    assert len(PROMPT.text_hash) == 64
