"""From the bytes of a file to its exchanges, by what the file holds and not by its name."""

import json
from collections.abc import Iterator
from typing import Any

import yaml  # type: ignore[import-untyped]

from close_contract.recordings.har import read_har
from close_contract.recordings.recorded import NotARecording, Recorded
from close_contract.recordings.vcr import read_vcr


def read(content: bytes) -> Iterator[Recorded]:
    """Yield the exchanges of a HAR archive or a VCR cassette, in JSON or YAML.

    Raises:
        NotARecording: it is neither, or is damaged.
    """
    value = _parsed(content)
    match value:
        case {"log": dict()}:
            return read_har(value)
        case {"interactions": list()} | {"http_interactions": list()}:
            return read_vcr(value)
        case _:
            pass
    raise NotARecording(
        "it is neither a HAR archive (log, entries) nor a VCR cassette (interactions)"
    )


def _parsed(content: bytes) -> Any:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotARecording("it is not UTF-8, which HAR archives and VCR cassettes are") from None
    try:
        return json.loads(text)
    except RecursionError:
        raise NotARecording("it is nested too deeply") from None
    except ValueError as error:
        if text.lstrip()[:1] in {"{", "["}:
            raise NotARecording(f"it is damaged JSON: {error}") from None
    try:
        # The safe loader: a cassette may come from anywhere.
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        what = getattr(error, "problem", None) or type(error).__name__
        raise NotARecording(f"it is neither JSON nor YAML ({what}{where})") from None
