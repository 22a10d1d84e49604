"""The driver: a child process that makes calls with the client under test.

The protocol is lines of JSON. The driver finds CLOSE_BASE_URL, CLOSE_API_KEY and CLOSE_TIMEOUT (seconds to
wait for an answer) in its environment, and writes first which operations it has calls for:

    {"close-contract": 1, "operations": ["get_me", ...]}

Then it reads calls and answers each with a line that has its number:

    {"n": 7, "operation": "get_sequence", "arguments": {"id": "seq_1"}}
    {"n": 7, "value": {...}}            what the client told, by the contract's names; a list for lists
    {"n": 7, "error": {"class": "NotFound", "own": true, "open": false, "message": "..."}}
    {"n": 7, "cannot": "why"}           the client has no call that says this

`own` says whether the error is one that the client documents, `open` whether it says that it is not known
whether something was started or changed. Waits between attempts may be made short. The end of the input
ends the driver.
"""

import json
import os
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, Final, Literal, Protocol, TypeAlias

from attrs import frozen

from close_contract.driven.call import KEY, Call

PROTOCOL: Final = 1
_SHOWN: Final = 200
_TAIL: Final = 15
_LONGEST: Final = 64 * 1024 * 1024
_FAREWELL: Final = 2.0
_PROXIES: Final = (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
)

Kind: TypeAlias = Literal["value", "error", "cannot", "hung", "died"]


class NotADriver(Exception):
    """The command does not speak the protocol; the text says what it does."""


@frozen
class Outcome:
    """What came of a call: a value, an error, no call for it, or nothing (and `text` says how)."""

    kind: Kind
    value: Any = None
    name: str = ""
    own: bool = False
    open: bool = False
    text: str = ""
    line: str = ""

    def __str__(self) -> str:
        match self.kind:
            case "value":
                return f"told {_short(json.dumps(self.value))}"
            case "error":
                whose = "its own" if self.own else "a foreign"
                left = ", outcome open" if self.open else ""
                return f"raised {whose} {self.name}{left}: {_short(self.text)}"
            case "cannot":
                return f"has no call for it: {self.text}"
            case _:
                return self.text


class Asking(Protocol):
    """What makes calls with the client under test."""

    def operations(self) -> frozenset[str]:
        """Return the operations that there are calls for."""
        ...

    def ask(self, call: Call) -> Outcome:
        """Make a call and return what came of it."""
        ...


class Driver:
    """A driver that runs; one that hangs or dies is started anew with the next call.

    `patience` is how many seconds a call may take, and `timeout` how many the client is told to wait for
    one answer.

    Raises:
        NotADriver: from every method that has to start it.
    """

    def __init__(
        self, command: Sequence[str], base_url: str, *, timeout: float, patience: float
    ) -> None:
        self._command = [*command]
        inherited = {name: text for name, text in os.environ.items() if name not in _PROXIES}
        self._environment = {
            **inherited,
            "CLOSE_BASE_URL": base_url,
            "CLOSE_API_KEY": KEY,
            "CLOSE_TIMEOUT": str(timeout),
        }
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._complaints: deque[str] = deque(maxlen=_TAIL)
        self._listening: threading.Thread | None = None
        self._n = 0

    def operations(self) -> frozenset[str]:
        """Start it, and return the operations that it has calls for."""
        process = self._start()
        line = self._line()
        if line is None:
            raise NotADriver(f"it wrote no first line within {self._patience:g} s{self._said()}")
        if not line:
            code = process.wait()
            raise NotADriver(
                f"it ended with exit code {code} before its first line{self._last_words()}"
            )
        hello = _parsed(line)
        version, operations = hello.get("close-contract"), hello.get("operations")
        if version != PROTOCOL or not isinstance(operations, list):
            raise NotADriver(f"its first line is not that of the protocol: {_shown(line)}")
        names: list[Any] = [*operations]
        return frozenset(map(str, names))

    def ask(self, call: Call) -> Outcome:
        """Make a call and return what came of it."""
        if self._process is None:
            self.operations()
        self._n += 1
        said = {"n": self._n, "operation": call.operation.id, "arguments": {**call.arguments}}
        try:
            self._write(json.dumps(said).encode() + b"\n")
        except OSError:
            return self._dead()
        line = self._line()
        if line is None:
            self.close(kill=True)
            return Outcome("hung", text=f"had not come back after {self._patience:g} s")
        return self._outcome(line) if line else self._dead()

    def close(self, *, kill: bool = False) -> None:
        """End it, by the end of its input or else by force."""
        process, self._process = self._process, None
        if process is None:
            return
        if kill:
            process.kill()
        _close(process.stdin)
        try:
            process.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        self._lines = queue.SimpleQueue()
        self._complaints.clear()
        pipe = subprocess.PIPE
        try:
            process = subprocess.Popen(  # noqa: S603 - the command is the caller's own
                self._command, env=self._environment, stdin=pipe, stdout=pipe, stderr=pipe
            )
        except OSError as error:
            raise NotADriver(f"it cannot be started: {error.strerror}") from None
        self._process = process
        _in_background(_read_lines, process.stdout, self._lines)
        self._listening = _in_background(_read_complaints, process.stderr, self._complaints)
        return process

    def _write(self, line: bytes) -> None:
        stream = self._process.stdin if self._process else None
        if stream is not None:
            stream.write(line)
            stream.flush()

    def _line(self) -> bytes | None:
        """Return the next line, empty at the end, None if none comes in time."""
        try:
            return self._lines.get(timeout=self._patience)
        except queue.Empty:
            return None

    def _dead(self) -> Outcome:
        process = self._process
        self.close()
        code = None if process is None else process.returncode
        return Outcome("died", text=f"ended with exit code {code}{self._last_words()}")

    def _last_words(self) -> str:
        if self._listening:
            # They may still be on their way.
            self._listening.join(_FAREWELL)
        return self._said()

    def _said(self) -> str:
        said = "\n  ".join(self._complaints)
        return f"; it said:\n  {said.replace(KEY, '<key>')}" if said else " and said nothing"

    def _outcome(self, line: bytes) -> Outcome:
        told = _parsed(line)
        text = line.decode("utf-8", "replace")
        if told.get("n") != self._n:
            raise NotADriver(
                f"call {self._n} was answered by a line that is not its: {_shown(line)}"
            )
        match told:
            case {"value": value}:
                return Outcome("value", value=value, line=text)
            case {"error": {"class": str(name), "own": bool(own), "open": bool(left), **more}}:
                message = str(more.get("message", ""))
                return Outcome("error", name=name, own=own, open=left, text=message, line=text)
            case {"cannot": why}:
                return Outcome("cannot", text=str(why), line=text)
            case _:
                raise NotADriver(f"a line is neither value, error nor cannot: {_shown(line)}")


def _in_background(read: Callable[[Any, Any], None], stream: Any, into: Any) -> threading.Thread:
    thread = threading.Thread(target=read, args=(stream, into), daemon=True)
    thread.start()
    return thread


def _read_lines(stream: IO[bytes], into: queue.SimpleQueue[bytes | None]) -> None:
    with stream:
        while line := stream.readline(_LONGEST):
            into.put(line)
    into.put(b"")


def _read_complaints(stream: IO[bytes], into: deque[str]) -> None:
    with stream:
        while line := stream.readline(_LONGEST):
            into.append(line.decode("utf-8", "replace").rstrip()[:_SHOWN])


def _close(stream: IO[bytes] | None) -> None:
    try:
        if stream is not None:
            stream.close()
    except OSError:
        # What was not written yet cannot be written any more.
        return


def _parsed(line: bytes) -> Mapping[str, Any]:
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise NotADriver(
            f"it wrote {_shown(line)}, which is no line of the protocol: standard output is for that "
            "alone, and everything else belongs on standard error"
        )
    members: dict[str, Any] = {**value}
    return members


def _shown(line: bytes) -> str:
    return repr(line.decode("utf-8", "replace").rstrip()[:_SHOWN])


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
