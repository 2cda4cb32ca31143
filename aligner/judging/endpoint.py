"""An OpenAI-compatible endpoint: a chat completion over HTTP, asked again where it fails for a while."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from ipaddress import ip_address
from socket import create_connection, gaierror
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import BaseHandler, HTTPRedirectHandler, ProxyHandler, Request, build_opener

from aligner.errors import AlignerError, InputError
from aligner.judging.question import SCHEMA

LOCAL = "http://127.0.0.1:11434/v1"
"""Where a local server usually listens; what is asked unless another address is given."""
KEY = "ALIGNER_JUDGE_KEY"
"""The environment variable that holds the key, if the endpoint wants one."""

TIMEOUT = 120.0  # seconds for an answer; a local model without an accelerator takes its time
ATTEMPTS = 4
FIRST_PAUSE = 1.0  # seconds, doubled each time
LONGEST_PAUSE = 30.0
_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LARGEST = 1 << 20  # bytes of an answer
_PORTS = {"http": 80, "https": 443}
_PATIENCE = 5.0  # seconds, for a connection to this machine
_LONGEST_ANSWER = 2000  # tokens; some models think aloud first


class JudgeError(AlignerError):
    """An endpoint cannot be used at all: it is not there, or refuses what it is asked."""


class NoAnswerError(Exception):
    """An endpoint gave no answer to one question, however often it was asked."""


@dataclass
class Endpoint:
    """Where a model answers.

    Attributes:
        url: The base address, to which `/chat/completions` is added.
        model: The model's name there.
        key: Sent as a bearer token; none is sent where it is empty.
        timeout: Seconds for an answer.
        attempts: How often a question is put before it is given up.
        pause: Waits so many seconds; for tests.
        calls: How many requests were sent.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = TIMEOUT
    attempts: int = ATTEMPTS
    pause: Callable[[float], object] = time.sleep
    calls: int = 0
    _structured: bool = True
    _answered: bool = False

    def __post_init__(self) -> None:
        """Refuse an address that cannot be asked, or that a key would travel to in clear."""
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise InputError(
                "the judge's address begins with http:// or https://", where=self.url, do="correct --judge"
            )
        if self.key and parts.scheme == "http" and not is_local(parts.hostname):
            raise InputError("the key would travel in clear", where=self.url, do=f"use https, or unset {KEY}")
        # A redirect would carry the texts, and the key, to an address that nobody named.
        handlers: list[BaseHandler] = [_NoRedirect()]
        if is_local(parts.hostname):
            handlers.append(ProxyHandler({}))
        self._open = build_opener(*handlers).open

    def check(self) -> None:
        """Refuse an address on this machine where nobody listens; of others no more is known before they are asked.

        Raises:
            JudgeError: The connection is refused.
        """
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        if not is_local(host):
            return
        try:
            create_connection((host, parts.port or _PORTS[parts.scheme]), _PATIENCE).close()
        except OSError as error:
            raise self._absent(str(error)) from error

    def ask(self, messages: list[dict[str, str]], allowed: int) -> str:
        """The text of an answer.

        Args:
            messages: The chat.
            allowed: The most requests that may be sent for it, at least 1.

        Raises:
            NoAnswerError: It failed for a while, or what came is no chat completion; ask something else.
            JudgeError: The endpoint refuses, or nothing has ever answered there.
        """
        pause, fault = FIRST_PAUSE, "the budget is spent"
        for attempt in range(min(self.attempts, allowed)):
            if attempt:
                self.pause(min(pause, LONGEST_PAUSE))
                pause *= 2
            try:
                return self._once(messages)
            except HTTPError as error:
                with error:
                    wait = error.headers.get("Retry-After", "")
                if error.code == 400 and self._structured:
                    self._structured = False  # an older server, which knows no response_format
                    pause = 0
                elif error.code not in _PASSING:
                    raise self._refused(error) from error
                fault = f"it answers {error.code} ({error.reason})"
                pause = float(wait) if wait.isdigit() else max(pause, FIRST_PAUSE)
            except (OSError, HTTPException, ValueError) as error:
                reason = error.reason if isinstance(error, URLError) else error
                fault = str(reason) or type(error).__name__
                if isinstance(reason, ConnectionRefusedError | gaierror) and not self._answered:
                    break  # nobody is there to come back
        if not self._answered:
            raise self._absent(fault)
        raise NoAnswerError(fault)

    def _once(self, messages: list[dict[str, str]]) -> str:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "seed": 1,
            "max_tokens": _LONGEST_ANSWER,
        }
        if self._structured:
            body["response_format"] = {"type": "json_schema", "json_schema": SCHEMA}
        headers = {"Content-Type": "application/json", "User-Agent": "zh-en-aligner"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        self.calls += 1
        with self._open(
            Request(f"{self.url.rstrip('/')}/chat/completions", data, headers), timeout=self.timeout
        ) as response:
            received = response.read(_LARGEST)
        self._answered = True
        return _text(json.loads(received))

    def _absent(self, fault: str) -> JudgeError:
        return JudgeError(f"no judge answers there: {fault}", where=self.url, do="start one, or correct --judge")

    def _refused(self, error: HTTPError) -> JudgeError:
        advice = {
            401: f"set {KEY}",
            403: f"set {KEY} to a key that may do this",
            404: "correct --judge or --judge-model",
        }.get(error.code, "correct --judge or --judge-model")
        return JudgeError(f"the judge refuses with {error.code} ({error.reason})", where=self.url, do=advice)


def is_local(host: str) -> bool:
    """Whether a host is this machine, by its name alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _text(completion: object) -> str:
    """What the first choice of a chat completion says.

    Raises:
        ValueError: It is no chat completion.
    """
    try:
        content = completion["choices"][0]["message"]["content"]  # type: ignore[index]  # checked by failing
    except (KeyError, IndexError, TypeError):
        raise ValueError("what it answers is no chat completion") from None
    if not isinstance(content, str):
        raise ValueError("what it answers has no text")
    return content


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **options: object) -> None:
        """Follow nothing: the answer is then the error that the redirect is."""
