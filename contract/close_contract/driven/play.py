"""The whole run: every call and every answer, scene after scene, judged by every rule."""

import json
from collections.abc import Collection, Iterator
from typing import Final

from attrs import Factory, define, evolve, field

from close_contract import json_values
from close_contract.document import Operation, contract
from close_contract.driven.bodies import bodies
from close_contract.driven.call import Call, Customs, Verdict
from close_contract.driven.calls import Calls
from close_contract.driven.drawing import Drawn
from close_contract.driven.driver import Asking, NotADriver, Outcome
from close_contract.driven.effort import Effort
from close_contract.driven.oddities import SILENCE, Oddity, oddities
from close_contract.driven.of_outcomes import comes_back
from close_contract.driven.pages import endless, is_further, is_list, last_page, pages
from close_contract.driven.replies import Reply, Script, Then, always, as_json
from close_contract.driven.scene import Part, Scene
from close_contract.driven.sense import about, is_sensible
from close_contract.driven.stage import Exchange, Stage
from close_contract.driven.tally import Tally
from close_contract.driven.verdicts import CLIENT_RULES, ClientRule
from close_contract.driven.world import World
from close_contract.judge import Judge
from close_contract.limits import Limits
from close_contract.minimal import minimal
from close_contract.report import Exchange as Counted
from close_contract.report import Finding, Report
from close_contract.traffic.messages import Request
from close_contract.traffic.violation import Side

_ATTEMPTS: Final = 40
_TRIES: Final = 3
"""A machine that is too busy to answer in time is no fault of the client's: it is asked again."""
_MOST_LOST: Final = 3
"""So many calls of an operation may hang or kill the driver before the rest of them is left out."""
_CALLS: Final = {f"{verdict} call" for verdict in Verdict}
_ENDLESS: Final = Part("pages", "no end", conforming=False)
EXERCISED: Final = "exercised"
PLAYING: Final = "playing"


@define
class Play:
    """Puts one client under test, which waits so many seconds (`timeout`) for an answer."""

    driver: Asking
    stage: Stage
    limits: Limits
    timeout: float
    effort: Effort = Factory(Effort)
    chosen: Collection[str] = ()
    tally: Tally = Factory(Tally)
    _judge: Judge = Factory(Judge)
    _world: World = field(init=False)
    _calls: Calls = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Get ready."""
        self._world = World(contract())
        customs, drawn = Customs(contract(), self._judge), Drawn(self.effort.seed)
        self._calls = Calls(customs, self._world, self._world.known(), drawn, self.effort)

    def steps(self, report: Report) -> Iterator[str]:
        """Play everything, part by part; yield what is done next.

        Raises:
            NotADriver: the command does not keep to the protocol.
        """
        for operation in self._scope(self.driver.operations()):
            yield f"{PLAYING}: calls of {operation.id}"
            self._play(self._of_calls(operation), report)
            yield f"{PLAYING}: answers to {operation.id}"
            self._play(self._of_answers(operation), report)
            if self.limits.is_over:
                report.cut_short = True
                return
            if not self.tally.sent[operation.id]:
                message = "the driver has a call for it, and no valid call was ever sent"
                report.add(Finding(EXERCISED, operation.label, message))

    def _scope(self, offered: frozenset[str]) -> list[Operation]:
        known = {each.id: each for each in contract().operations()}
        for unknown in sorted(offered - known.keys()):
            raise NotADriver(f"it offers {unknown!r}, which is no operation of the contract")
        for missing in sorted({*self.chosen} - offered):
            raise NotADriver(f"it has no call for {missing}")
        if not offered:
            raise NotADriver("it offers no operation at all")
        self.tally.left_out += [each for each in known if each not in offered]
        return [known[each] for each in known if each in (self.chosen or offered)]

    def run(self) -> Report:
        """Play everything."""
        report = Report()
        for _ in self.steps(report):
            pass
        return report

    def scene(self, call: Call, part: Part, script: Script | None = None) -> Scene:
        """Play one scene: make a call, answer it by a script, by default as the contract wants."""

        def otherwise(request: Request, n: int) -> Reply:
            operation = self.stage.operation(request)
            if operation is None:
                return as_json({"error": "Not found"}, 404)
            return self._world.reply(call, operation, request, n)

        outcome, exchanges = self._asked(call, script or otherwise, otherwise)
        violations = [v for e in exchanges for v in self._judge.request(e.request)]
        conforms = part.conforming and bool(exchanges) and all(map(self._conforms, exchanges))
        return Scene(call, evolve(part, conforming=conforms), exchanges, violations, outcome)

    def _asked(
        self, call: Call, script: Script, otherwise: Script, tries: int = _TRIES
    ) -> tuple[Outcome, list[Exchange]]:
        """Make a call, and again if the answers came, but so late that the client did not wait."""
        began = self.limits.spent
        self.stage.play(call.operation, script, otherwise)
        outcome, exchanges = self.driver.ask(call), self.stage.seen()
        is_slow = self.limits.spent - began >= self.timeout
        if not is_slow or tries == 1 or any(e.reply.then is Then.SILENT for e in exchanges):
            return outcome, exchanges
        # A request that the client has given up may still come in.
        self.limits.clock.sleep(self.timeout)
        return self._asked(call, script, otherwise, tries - 1)

    def _play(self, scenes: Iterator[Scene], report: Report) -> None:
        lost = 0
        for scene in scenes:
            lost += scene.outcome.kind in ("hung", "died")
            self._judged(scene, report)
            if lost == _MOST_LOST or self.limits.is_over:
                return

    def _of_calls(self, operation: Operation) -> Iterator[Scene]:
        yield self.scene(self._calls.plain(operation), Part(f"{Verdict.VALID} call"))
        for call in self._calls.all(operation):
            yield self.scene(call, Part(f"{call.verdict} call"))

    def _of_answers(self, operation: Operation) -> Iterator[Scene]:
        call = self._calls.plain(operation)
        rehearsal = self.scene(call, Part("as it is"))
        if not rehearsal.own:
            return
        request, right = rehearsal.own[0].request, rehearsal.own[0].reply
        if is_list(operation):
            yield self.scene(call, Part("pages", "many items"), pages(self._world, operation))
            yield self.scene(call, _ENDLESS, endless(self._world, operation))
        for part, script in self._answers(call, request, right):
            yield self.scene(call, part, self._ending(call, script))

    def _answers(self, call: Call, request: Request, right: Reply) -> Iterator[tuple[Part, Script]]:
        """Yield what a call is answered with, each with its kind."""
        operation, answer = call.operation, right.json
        if operation.answer is not None:
            for body in self.effort.some(bodies(contract(), operation.answer, answer)):
                yield Part(body.kind, body.said), always(as_json(body.value, right.status))
            for drawn in self._calls.drawn.answers(operation, self.effort.drawn):
                value = about(drawn, answer, request)
                yield Part("drawn", ""), always(as_json(value, right.status))

        def conforming(asked: Request, n: int) -> Reply:
            return self._world.reply(call, operation, asked, n)

        odd = (each for each in oddities(right, conforming) if self._is_wanted(each))
        for each in self.effort.some(odd):
            yield Part(each.kind, each.said), each.script

    def _ending(self, call: Call, script: Script) -> Script:
        """Return a script by which a list that is read on ends."""

        def played(request: Request, n: int) -> Reply:
            return last_page() if n and is_further(request) else script(request, n)

        return played if is_list(call.operation) else script

    def _is_wanted(self, odd: Oddity) -> bool:
        return odd.kind != SILENCE or self.effort.silence

    def _conforms(self, exchange: Exchange) -> bool:
        reply, said = exchange.reply, json_values.members(exchange.reply.json)
        is_plain = reply.then is Then.KEPT and not reply.response.encoding
        if not reply.accepts or not is_plain:
            return False
        if not is_sensible(said):
            return False
        found = self._judge.exchange(exchange.request, reply.response)
        return all(each.side is Side.REQUEST for each in found)

    def _judged(self, scene: Scene, report: Report) -> None:
        label = scene.call.operation.label
        for exchange in scene.own:
            report.count(Counted(scene.part.kind, label, exchange.reply.status))
        is_found = False
        for rule in CLIENT_RULES:
            report.judged[rule.name, label] += 1
            if rule.judge(scene) is None:
                continue
            is_found = True
            is_new = (rule.name, label) not in {(f.check, f.operation) for f in report.findings}
            shown = self._smallest(scene, rule) if is_new else scene
            report.add(self._finding(rule, shown))
        self.tally.add(scene, is_found=is_found)

    def _finding(self, rule: ClientRule, scene: Scene) -> Finding:
        odd = f" ({scene.part.kind}: {scene.part.said})" if scene.part.said else ""
        lines = [f"{rule.judge(scene)}{odd}", f"  rule: {rule.sentence} ({rule.source})"]
        if scene.call.verdict is Verdict.WRONG:
            lines.append(f"  wrong in the call: {self._calls.customs.why(scene.call)}")
        return Finding(rule.name, scene.call.operation.label, "\n".join(lines), str(scene))

    def _smallest(self, scene: Scene, rule: ClientRule) -> Scene:
        """Return the scene with the fewest arguments that shows the same."""
        if scene.part.kind not in _CALLS or rule.judge is comes_back:
            return scene
        shown = [scene]

        def shows(request: Request) -> bool:
            arguments = json_values.members(json.loads(request.body))
            call = self._calls.customs.call(scene.call.operation, arguments)
            again = self.scene(call, scene.part)
            if rule.judge(again) is None:
                return False
            shown.append(again)
            return True

        said = json.dumps({**scene.call.arguments}).encode()
        minimal(Request("POST", "/", body=said), shows, simplify=True, attempts=_ATTEMPTS)
        return min(shown, key=lambda each: len(each.call.line))
