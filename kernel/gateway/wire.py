"""The wire to the model through pydantic-ai. Imported at the first call, never at start-up."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

os.environ.setdefault("PYDANTIC_AI_NO_BANNER", "1")

import httpx2
from pydantic import BaseModel
from pydantic_ai.direct import model_request
from pydantic_ai.exceptions import AgentRunError, ModelHTTPError, UserError
from pydantic_ai.messages import (
    ModelMessage,
    ModelRequest,
    ModelResponse,
    SystemPromptPart,
    TextPart,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.settings import ModelSettings

from kernel.gateway.engine import ANTHROPIC_PREFIX, ModelAccess

CALL_SECONDS = 90.0
WATCH_SECONDS = 0.5
BODY_LIMIT = 256 * 1024
MAX_TOKENS = 4096


class WireError(Exception):
    """The model could not be asked; ``code`` is stable, ``detail`` holds no secret."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: its text, the tokens in and out, and its price where one is known."""

    text: str
    tokens: int
    cost: Decimal | None


def ask(
    access: ModelAccess,
    turns: Sequence[str],
    draft_type: type[BaseModel],
    watch: Callable[[], None] | None = None,
) -> Reply:
    """Send system message, then user and assistant in turn; raises ``WireError``.

    The contract's schema is sent as the answer's format; a server that refuses the format
    is asked again without it. ``watch`` is called every half second while the model thinks, in a
    thread of its own; what it raises ends the call and is raised.
    """
    return asyncio.run(_watched(_ask(access, turns, draft_type), watch))


async def _watched(call: Coroutine[Any, Any, Reply], watch: Callable[[], None] | None) -> Reply:
    """The call's answer; the call is given up where the watch raises."""
    if watch is None:
        return await call
    asked = asyncio.ensure_future(call)
    try:
        while not (await asyncio.wait({asked}, timeout=WATCH_SECONDS))[0]:
            await asyncio.to_thread(watch)
    except BaseException:
        asked.cancel()
        await asyncio.gather(asked, return_exceptions=True)
        raise
    return await asked


async def _ask(access: ModelAccess, turns: Sequence[str], draft_type: type[BaseModel]) -> Reply:
    schema = OutputObjectDefinition(
        json_schema=draft_type.model_json_schema(), name=draft_type.__name__
    )
    formats = (
        ModelRequestParameters(output_mode="native", output_object=schema),
        ModelRequestParameters(output_mode="text"),
    )
    try:
        async with asyncio.timeout(CALL_SECONDS), _client() as client:
            model = _model(access, client)
            for parameters in formats:
                try:
                    response = await model_request(
                        model,
                        _messages(turns),
                        model_settings=ModelSettings(max_tokens=MAX_TOKENS),
                        model_request_parameters=parameters,
                    )
                except ModelHTTPError as error:
                    if error.status_code not in (400, 422) or parameters is formats[-1]:
                        raise
                else:
                    return _reply(response)
    except TimeoutError as error:
        raise WireError("model_timeout", "The model took too long.") from error
    except _TooLargeError as error:
        raise WireError("too_large", "The model's answer was too large.") from error
    except ModelHTTPError as error:
        detail = f"The model's server answered with status {error.status_code}."
        raise WireError("model_refused", detail) from error
    except (AgentRunError, UserError, httpx2.HTTPError, ValueError) as error:
        if _caused_by(error, _TooLargeError):
            raise WireError("too_large", "The model's answer was too large.") from error
        detail = f"The model could not be reached or understood ({type(error).__name__})."
        raise WireError("model_unreachable", detail) from error
    raise AssertionError("unreachable")


def _messages(turns: Sequence[str]) -> list[ModelMessage]:
    system, *rest = turns
    messages: list[ModelMessage] = [
        ModelRequest(parts=[SystemPromptPart(content=system), UserPromptPart(content=rest[0])])
    ]
    for place, text in enumerate(rest[1:]):
        if place % 2 == 0:
            messages.append(ModelResponse(parts=[TextPart(content=text)]))
        else:
            messages.append(ModelRequest(parts=[UserPromptPart(content=text)]))
    return messages


def _model(access: ModelAccess, client: httpx2.AsyncClient) -> Model:
    if access.model.startswith(ANTHROPIC_PREFIX):
        from anthropic import AsyncAnthropic
        from pydantic_ai.models.anthropic import AnthropicModel
        from pydantic_ai.providers.anthropic import AnthropicProvider

        anthropic = AsyncAnthropic(
            api_key=access.key or "none",
            base_url=access.url or None,
            http_client=client,
            max_retries=1,
        )
        name = access.model.removeprefix(ANTHROPIC_PREFIX)
        return AnthropicModel(name, provider=AnthropicProvider(anthropic_client=anthropic))
    from openai import AsyncOpenAI
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.providers.openai import OpenAIProvider
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider

    openai = AsyncOpenAI(
        api_key=access.key or "none",
        base_url=access.url or None,
        http_client=client,
        max_retries=1,
    )
    if access.url:
        compatible = OpenAICompatibleProvider("gateway", openai_client=openai)
        return OpenAIChatModel(access.model, provider=compatible)
    return OpenAIChatModel(access.model, provider=OpenAIProvider(openai_client=openai))


def _reply(response: ModelResponse) -> Reply:
    text = "".join(part.content for part in response.parts if isinstance(part, TextPart))
    try:
        cost: Decimal | None = Decimal(str(response.cost().total_price))
    except (LookupError, AssertionError, ValueError):
        cost = None
    return Reply(text, response.usage.total_tokens, cost)


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    seen = 0
    while error is not None and seen < 20:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
        seen += 1
    return False


class _TooLargeError(ValueError):
    """The answer's body went past the limit."""


class _Bounded(httpx2.AsyncByteStream):
    """A body that breaks off past the limit, so that no answer can fill the memory."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._stream:
            size += len(chunk)
            if size > BODY_LIMIT:
                raise _TooLargeError
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()


class _BoundedTransport(httpx2.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        response.stream = _Bounded(response.stream)
        return response


def _client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=_BoundedTransport(), timeout=CALL_SECONDS, follow_redirects=False
    )
