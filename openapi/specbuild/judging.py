"""Who is broken by a change: callers by what they send, parsers by what they read.

The first rule that fits an audience decides. A caller is broken if what it may send today can be
refused or mean something else tomorrow; a parser is broken if an answer may come tomorrow that it
had no reason to expect today. What no rule knows counts as breaking: somebody has to look.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from specbuild.changes import Verdict

if TYPE_CHECKING:
    from specbuild.changes import Note, Side

CALLERS: Final = "callers"
PARSERS: Final = "parsers"


@frozen
class Rule:
    """One reason why a change breaks an audience or does not. What is empty fits everything."""

    breaks: bool
    name: str
    reason: str
    kinds: tuple[str, ...] = ()
    action: str = ""
    marks: frozenset[str] = frozenset()
    effect: str = ""
    sides: tuple[str, ...] = ()

    def fits(self, note: Note, side: Side) -> bool:
        """Tell whether the rule speaks about this change."""
        return (
            (not self.kinds or note.kind in self.kinds)
            and self.action in ("", note.action)
            and self.marks <= note.marks
            and self.effect in ("", note.effect)
            and (not self.sides or side in self.sides)
        )

    def where(self, **said: Any) -> Rule:
        """Narrow the rule."""
        return evolve(self, **said)


def _rule(name: str, when: str, reason: str, *marks: str, breaks: bool) -> Rule:
    """Read ``when``: an action, if one matters, and kinds, if some matter."""
    action, _, rest = when.partition(" ")
    if action not in ("added", "removed", "changed"):
        action, rest = "", when
    kinds = tuple(kind.strip() for kind in rest.split(",") if kind)
    return Rule(breaks, name, reason, kinds, action, frozenset(marks))


_breaks = partial(_rule, breaks=True)
_keeps = partial(_rule, breaks=False)

_CALLERS: Final = (
    _keeps("not-sent", "", "callers do not send it").where(sides=("answer",)),
    _keeps(
        "named-only", "operationId, path name", "it is a name in the document and not on the wire"
    ),
    _keeps("deprecated", "deprecated", "it works as before"),
    _keeps("ignored-header", "", "OpenAPI ignores parameters of this name", "ignored header"),
    _keeps("open", "", "another alternative takes any such value", "open"),
    _breaks("condition", "", "inside a condition a change may refuse anything", "condition"),
    _breaks("operation-gone", "removed operation", "calls to it are refused"),
    _keeps("operation-new", "added operation", "nobody calls it yet"),
    _breaks("server-gone", "removed server", "calls to this address may go nowhere"),
    _keeps("server-new", "added server", "the other addresses stay"),
    _keeps(
        "sign-in-was-header",
        "added sign-in",
        "the header was demanded before",
        "first",
        "header",
    ),
    _breaks("sign-in-first", "added sign-in", "calls without sign-in are refused", "first"),
    _keeps("sign-in-new", "added sign-in", "the other ways to sign in stay"),
    _keeps("sign-in-last", "removed sign-in", "nothing is demanded any more", "last"),
    _breaks("sign-in-gone", "removed sign-in", "callers who sign in this way are refused"),
    _breaks(
        "required-new",
        "added parameter, body, property",
        "calls without it are refused",
        "required",
    ),
    _keeps("optional-new", "added parameter, body, property", "it may be left out"),
    _breaks(
        "input-gone",
        "removed parameter, body, property",
        "what is sent is ignored or refused",
    ),
    _breaks("required-now", "added required", "calls without it are refused"),
    _keeps("optional-now", "removed required", "calls that have it are as good as before"),
    _breaks("type-sent-gone", "removed content type", "bodies of this type are refused"),
    _keeps("type-sent-new", "added content type", "the other types stay"),
    _breaks("default-moved", "changed default", "leaving it out means something else"),
    _keeps("default-said", "default", "what is sent is as good as before"),
    _breaks(
        "value-gone", "removed value, discriminator value", "calls with this value are refused"
    ),
    _keeps("value-new", "added value, discriminator value", "the other values stay"),
    _keeps("none", "", "it changes no valid call").where(effect="none"),
    _keeps("wider", "", "every call that was valid still is").where(effect="wider"),
    _breaks("narrower", "", "a call that was valid may be refused").where(effect="narrower"),
    _breaks("other", "", "what was valid before may not be now").where(effect="other"),
)
_PARSERS: Final = (
    _keeps("not-read", "", "it is no part of an answer").where(sides=("request", "call")),
    _keeps("deprecated", "deprecated", "it works as before"),
    _keeps("open", "", "parsers already meet any such value there", "open"),
    _breaks("condition", "", "inside a condition a change may let anything through", "condition"),
    _breaks("answer-new", "added status", "a success that parsers do not know", "success"),
    _breaks(
        "answer-gone",
        "removed status",
        "the success that parsers wait for does not come",
        "success",
    ),
    _keeps("refusal", "status", "any call could be refused before, too"),
    _breaks("type-read-gone", "removed content type", "parsers of this type get nothing to read"),
    _keeps("type-read-new", "added content type", "the other types stay"),
    _breaks("header-gone", "removed header", "readers of the header find nothing"),
    _keeps("header-new", "added header", "nobody reads it yet"),
    _breaks("member-gone", "removed property", "readers of the property find nothing"),
    _breaks(
        "member-closed",
        "added property",
        "the answer was closed: a strict parser refuses it",
        "closed",
    ),
    _keeps("member-new", "added property", "parsers pass over what they do not know"),
    _breaks("may-be-absent", "removed required", "readers of the property may find nothing"),
    _keeps("always-there", "added required", "it was allowed to be there before"),
    _keeps("default", "default", "answers say what they mean"),
    _breaks(
        "value-new", "added value, discriminator value", "a closed parser refuses the new value"
    ),
    _keeps("value-gone", "removed value, discriminator value", "the other values stay"),
    _breaks("null-new", "added null", "a parser that knows no null fails"),
    _keeps("null-gone", "removed null", "a value is there more often than before"),
    _keeps("bound", "bound, pattern", "parsers do not hold answers to bounds and patterns"),
    _keeps("others-read", "other members", "parsers pass over what they do not know"),
    _keeps("none", "", "it changes no answer").where(effect="none"),
    _keeps("narrower", "", "every answer is one that was possible before").where(effect="narrower"),
    _breaks("wider", "", "an answer may come that was not possible before").where(effect="wider"),
    _breaks("other", "", "an answer may come that was not possible before").where(effect="other"),
)
RULES: Final = {CALLERS: _CALLERS, PARSERS: _PARSERS}
"""Every rule by audience; the first that fits decides."""


def judge(note: Note, side: Side, audience: str) -> Verdict:
    """Judge one change in one place for one audience."""
    rule = next(rule for rule in RULES[audience] if rule.fits(note, side))
    return Verdict(rule.breaks, rule.name, rule.reason)
