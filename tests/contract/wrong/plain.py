"""schemathesis as it comes, with nothing but the contract and the key."""

from attrs import define, field
from schemathesis.engine import from_schema

from close_contract import Report, load
from close_contract.fuzzer import new_schema, sign_in
from close_contract.recorder import record
from close_emulator.asgi import application
from contract.furniture import prepare
from contract.wrong.faults import Faulty
from contract.wrong.running import right
from contract.wrong.wrong import Make

_EXAMPLES = 10
"""By default there are ten times as many, and a run takes more than five minutes."""


@define
class Plain:
    """Tells what plain schemathesis finds in a wrong server beyond what it finds in the right one."""

    _false: frozenset[tuple[str, str]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Learn what it finds in the right server."""
        self._false = self._found(right)

    def new_findings(self, make: Make) -> frozenset[str]:
        """Return the checks that find something in an operation where they found nothing before."""
        return frozenset(check for check, _ in self._found(make) - self._false)

    @staticmethod
    def _found(make: Make) -> frozenset[tuple[str, str]]:
        emulator = Faulty()
        emulator.fault = make(prepare(emulator))
        document = {**load(), "servers": [{"url": "/api/v1"}]}
        config = {
            "workers": 1,
            "continue-on-failure": True,
            "generation": {"deterministic": True, "database": "none", "max-examples": _EXAMPLES},
        }
        schema = new_schema(document, config, {})
        schema.app = application(emulator)
        sign_in(schema, (emulator.api_key, ""))
        report = Report()
        for event in from_schema(schema).execute():
            record(event, report, is_over=False)
        return frozenset((each.check, each.operation) for each in report.findings)
