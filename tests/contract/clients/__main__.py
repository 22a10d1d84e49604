"""Runs every wrong client through the proxy and prints the rules that find it.

    PYTHONPATH=tests python -m contract.clients

Ends with 1 if one of them is not found by its rule.
"""

import sys
from collections.abc import Iterator

from close_contract import Judge, Side
from close_contract.emulation import CheckedEmulator
from close_contract.wire.checked import Checked
from close_contract.wire.serving import LoopbackServer
from close_contract.wire.upstream import Upstream
from close_emulator import Emulator
from contract.clients.client import Client
from contract.clients.wrong import WRONG, Wrong


def outcomes() -> Iterator[tuple[Wrong, list[str]]]:
    """Yield each wrong client with the rules that were broken, in the order of their finding."""
    with CheckedEmulator(Emulator()) as behind:
        upstream = Upstream(behind.base_url)
        checked = Checked(upstream.send, Judge(base_path=upstream.base_path))
        with LoopbackServer(checked) as proxy:
            client = Client(f"{proxy.origin}{upstream.base_path}", behind.api_key)
            for wrong in WRONG:
                wrong.send(client)
                found = [each for each in checked.ledger.take() if each.side is Side.REQUEST]
                yield wrong, [f"{each.rule} ({each.where})" for each in found]
            client.close()


def main() -> int:
    """Print the table and return the exit code."""
    missed = 0
    print(f"{'client':<36} found by")
    for wrong, rules in outcomes():
        is_found = f"{wrong.rule} ({wrong.where})" in rules
        missed += not is_found
        print(f"{wrong.name:<36} {', '.join(rules) if is_found else f'NOT by {wrong.rule}'}")
    print(f"{len(WRONG)} wrong clients, {len(WRONG) - missed} found")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
