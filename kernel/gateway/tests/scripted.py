"""A real OpenAI-compatible server on loopback that answers from a script."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Scripted:
    """What the endpoint says next, and everything that it was asked.

    An answer is the text of the model's message, or an HTTP status to fail with. The last
    answer is repeated. It thinks for ``wait`` seconds, or until the endpoint closes;
    ``when_asked`` is called before.
    """

    answers: list[str | int]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    wait: float = 0
    when_asked: Callable[[Scripted], None] | None = None
    closing: threading.Event = field(default_factory=threading.Event)

    def next(self) -> str | int:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def messages(self, call: int = -1) -> list[dict[str, Any]]:
        return self.asked[call]["messages"]

    def system(self, call: int = -1) -> str:
        return next(m["content"] for m in self.messages(call) if m["role"] == "system")


@contextmanager
def scripted_endpoint(*answers: str | int, wait: float = 0) -> Iterator[Scripted]:
    """Serve ``/v1/chat/completions`` on a free port of 127.0.0.1."""
    script = Scripted(list(answers), wait=wait)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            script.asked.append(json.loads(body.decode("utf-8")))
            script.headers.append({name.lower(): value for name, value in self.headers.items()})
            if script.when_asked:
                script.when_asked(script)
            script.closing.wait(script.wait)
            answer = script.next()
            if isinstance(answer, int):
                self._send(answer, {"error": {"message": "scripted", "type": "scripted"}})
            else:
                self._send(200, _completion(answer))

        def _send(self, status: int, data: dict[str, Any]) -> None:
            raw = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            try:
                self.wfile.write(raw)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _completion(text: str) -> dict[str, Any]:
    return {
        "id": "scripted-1",
        "object": "chat.completion",
        "created": 1767225600,
        "model": "scripted",
        "choices": [
            {
                "index": 0,
                "finish_reason": "stop",
                "message": {"role": "assistant", "content": text},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
