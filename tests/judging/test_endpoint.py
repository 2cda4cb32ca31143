import socket

import pytest

from aligner.errors import InputError
from aligner.judging.endpoint import Endpoint, JudgeError, NoAnswerError, is_local
from tests.judging.server import AGREES, Judge, Reply, judge

MESSAGES = [{"role": "user", "content": "是吗？"}]
MANY = 100


def endpoint(server: Judge, **options: object) -> Endpoint:
    return Endpoint(server.url, "little", pause=lambda seconds: None, **options)  # type: ignore[arg-type]  # options of any kind


def test_a_question_is_put_as_the_protocol_has_it() -> None:
    with judge() as server:
        assert endpoint(server, key="secret").ask(MESSAGES, MANY) == AGREES
        ((path, headers, body),) = server.requests
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert (body["model"], body["messages"], body["temperature"]) == ("little", MESSAGES, 0)
    assert body["response_format"]["json_schema"]["name"] == "verdict"


def test_without_a_key_none_is_sent_and_a_slash_at_the_end_does_no_harm() -> None:
    with judge() as server:
        Endpoint(server.url + "/", "little").ask(MESSAGES, MANY)
        ((path, headers, _),) = server.requests
    assert path == "/v1/chat/completions"
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    "bad",
    [
        Reply(status=500),
        Reply(status=503),
        Reply(status=429, headers={"Retry-After": "3"}),
        Reply(b"no json"),
        Reply(b'{"choices": []}'),
        Reply(b'{"choices": [{"message": {"content": null}}]}'),
        Reply(b"[]"),
    ],
    ids=["500", "503", "429", "no json", "no choice", "no text", "a list"],
)
def test_what_passes_is_asked_again(bad: Reply) -> None:
    with judge(bad, bad, Reply()) as server:
        asked = endpoint(server)
        assert asked.ask(MESSAGES, MANY) == AGREES
        assert len(server.requests) == asked.calls == 3


def test_pauses_grow_and_the_servers_wish_is_heard() -> None:
    waited: list[float] = []
    with judge(
        Reply(status=500), Reply(status=500), Reply(status=429, headers={"Retry-After": "7"}), Reply()
    ) as server:
        Endpoint(server.url, "little", pause=waited.append).ask(MESSAGES, MANY)
    assert waited == [1.0, 2.0, 7.0]


def test_what_does_not_pass_is_given_up_and_the_next_question_may_be_asked() -> None:
    with judge(Reply(), *[Reply(status=500)] * 4, Reply()) as server:
        asked = endpoint(server)
        asked.ask(MESSAGES, MANY)
        with pytest.raises(NoAnswerError, match="500"):
            asked.ask(MESSAGES, MANY)
        assert asked.calls == 5
        assert asked.ask(MESSAGES, MANY) == AGREES


def test_a_server_that_takes_too_long() -> None:
    with judge(Reply(), Reply(wait=2.0), Reply()) as server:
        asked = endpoint(server, timeout=0.2)
        asked.ask(MESSAGES, MANY)
        assert asked.ask(MESSAGES, MANY) == AGREES
        assert asked.calls == 3


@pytest.mark.parametrize(("status", "advice"), [(401, "ALIGNER_JUDGE_KEY"), (403, "key"), (404, "--judge-model")])
def test_what_is_refused_is_an_error_at_once(status: int, advice: str) -> None:
    with judge(Reply(status=status)) as server:
        with pytest.raises(JudgeError, match=f"refuses with {status}.*{advice}"):
            endpoint(server).ask(MESSAGES, MANY)
        assert len(server.requests) == 1


def test_a_server_that_knows_no_schema_is_asked_without_one() -> None:
    with judge(Reply(status=400), Reply()) as server:
        asked = endpoint(server)
        asked.ask(MESSAGES, MANY)
        asked.ask(MESSAGES, MANY)
        assert ["response_format" in body for _, _, body in server.requests] == [True, False, False]
    with judge(Reply(status=400)) as server, pytest.raises(JudgeError, match="refuses with 400"):
        endpoint(server).ask(MESSAGES, MANY)


def test_no_more_requests_than_are_allowed() -> None:
    with judge(Reply(), Reply(status=500)) as server:
        asked = endpoint(server)
        asked.ask(MESSAGES, MANY)
        with pytest.raises(NoAnswerError):
            asked.ask(MESSAGES, 2)
        assert len(server.requests) == 3


def test_a_redirect_is_not_followed() -> None:
    with judge() as other, judge(Reply(status=307, headers={"Location": other.url})) as server:
        with pytest.raises(JudgeError, match="307"):
            endpoint(server, key="secret").ask(MESSAGES, MANY)
        assert other.requests == []


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(JudgeError, match=r"no judge answers there.*start one, or correct --judge"):
        Endpoint(url, "little", attempts=2, pause=lambda seconds: None).ask(MESSAGES, MANY)


@pytest.mark.parametrize("url", ["", "127.0.0.1:11434", "ftp://example.org", "http://", "file:///etc/passwd"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(InputError, match="http://"):
        Endpoint(url, "little")


def test_a_key_does_not_travel_in_clear() -> None:
    with pytest.raises(InputError, match="in clear"):
        Endpoint("http://example.org/v1", "little", key="secret")
    assert "secret" not in repr(Endpoint("https://example.org/v1", "little", key="secret"))


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("localhost.example.org", False)],
)
def test_this_machine(host: str, local: bool) -> None:
    assert is_local(host) is local


def test_whether_anybody_listens_is_known_of_this_machine_alone() -> None:
    with judge() as server:
        endpoint(server).check()
        assert server.requests == []
        address = server.url
    with pytest.raises(JudgeError, match="no judge answers there"):
        Endpoint(address, "little").check()
    Endpoint("https://judge.invalid/v1", "little").check()
