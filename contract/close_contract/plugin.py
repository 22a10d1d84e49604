"""The pytest plugin: an emulator whose every request is checked, as a fixture.

    def test_sync(close_emulator):
        close_emulator.emulator.add_lead("Bluth")
        subprocess.run(["node", "sync.js"], env={**os.environ, **close_emulator.env}, check=True)

A test fails at its end if what it sent, or got, was not what the contract says. Without the fixture
nothing of the harness is imported.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pytest leaves the type of a request's node open.

from collections.abc import Callable, Generator, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import pytest

from close_contract.extras import missing

if TYPE_CHECKING:
    from close_contract.emulation import CheckedEmulator
    from close_contract.traffic.violation import Violation

INI: Final = "close_emulator_factory"
_KEY: Final = pytest.StashKey["CheckedEmulator"]()
_SECTION: Final = "contract violations"
_HOW_TO_REPEAT: Final = """\
The clauses are in openapi/close.yaml. The curl lines take the key from CLOSE_API_KEY and the base URL
from CLOSE_BASE_URL: this emulator has ended with its test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare the setting."""
    text = "package.module:name of a function that makes the emulator of the fixture close_emulator"
    parser.addini(INI, text, default="close_emulator:Emulator")


@pytest.fixture
def close_emulator_factory(pytestconfig: pytest.Config) -> Callable[[], Any]:
    """Make the emulator of the fixture close_emulator: the setting of that name; may be overridden."""
    name = str(pytestconfig.getini(INI))
    try:
        make: Callable[[], Any] = _emulation().factory(name)
    except (ImportError, ValueError) as error:
        raise pytest.UsageError(f"{INI} = {name}: {error}") from None
    return make


@pytest.fixture
def close_emulator(
    request: pytest.FixtureRequest,
    pytestconfig: pytest.Config,
    close_emulator_factory: Callable[[], Any],
) -> Iterator["CheckedEmulator"]:
    """Run an emulator on a loopback port that fails the test if the contract is broken.

    `base_url`, `api_key` and `env` say how to reach it, `emulator` furnishes it, `take()` returns and
    forgives what was wrong so far.
    """
    with _emulation().CheckedEmulator(close_emulator_factory()) as running:
        item: pytest.Item = request.node
        item.stash[_KEY] = running
        if not pytestconfig.pluginmanager.has_plugin(Watch.__name__):
            pytestconfig.pluginmanager.register(Watch(), Watch.__name__)
        yield running
        late = running.take()
    if late:
        pytest.fail(_told(late), pytrace=False)


class Watch:
    """Looks at tests as they end; it is there as soon as one of them has asked for the fixture."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Fail a test that broke the contract; one that failed already gets a section about it."""
        try:
            result = yield
        except BaseException:
            found = _taken(item)
            if found:
                item.add_report_section("call", _SECTION, _told(found))
            raise
        found = _taken(item)
        if found:
            pytest.fail(_told(found), pytrace=False)
        return result


def _emulation() -> Any:
    """Return the module that runs emulators; without its packages, the test fails with what to install."""
    try:
        return import_module("close_contract.emulation")
    except ModuleNotFoundError as error:
        advice = missing(error, "The fixture close_emulator", ("contract",))
        if not advice:
            raise
        pytest.fail(advice, pytrace=False)


def _taken(item: pytest.Item) -> "list[Violation]":
    running = item.stash.get(_KEY, None)
    return [] if running is None else running.take()


def _told(violations: "list[Violation]") -> str:
    from close_contract.traffic.violation import told  # noqa: PLC0415 - see above

    count = len(violations)
    head = f"the contract was broken{f' in {count} ways' if count > 1 else ''}:"
    return f"{head}\n\n{told(violations)}\n\n{_HOW_TO_REPEAT}"
