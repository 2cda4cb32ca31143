"""A small server that speaks the protocol: it answers what its script says, request by request."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

AGREES = '{"verdict": "divergence", "probability": 0.9, "severity": "major", "reason": "it is lost"}'
DENIES = '{"verdict": "faithful", "probability": 0.1, "severity": "minor", "reason": "said in other words"}'


class Reply(NamedTuple):
    """One reply: a status, a body (a text is wrapped as a chat completion), headers, and seconds to wait before it."""

    content: str | bytes = AGREES
    status: int = 200
    headers: Mapping[str, str] = {}
    wait: float = 0.0


class Judge:
    """The server: `url` is its base address, `requests` what it was sent, as (path, headers, body)."""

    def __init__(self, replies: Sequence[Reply]) -> None:
        self.replies = list(replies)
        self.requests: list[tuple[str, Mapping[str, str], dict[str, Any]]] = []
        self.url = ""

    def next(self) -> Reply:
        """The reply to the next request; the last one is repeated."""
        return self.replies[min(len(self.requests), len(self.replies)) - 1]


@contextmanager
def judge(*replies: Reply) -> Iterator[Judge]:
    """A server on a free port of this machine, for as long as the block lasts."""
    script = Judge(replies or [Reply()])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            script.requests.append((self.path, dict(self.headers), json.loads(body)))
            reply = script.next()
            time.sleep(reply.wait)
            content = reply.content
            if isinstance(content, str):
                content = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
            try:
                self.send_response(reply.status)
                self.send_header("Content-Length", str(len(content)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                return  # who asked has gone

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield script
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
