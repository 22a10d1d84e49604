"""The rules for clients: what a call may send, and what may be told of the answer."""

from typing import Final, TypeAlias

from close_contract.driven import of_outcomes, of_requests
from close_contract.driven.scene import Scene
from close_contract.rule import Certainty, RuleOf

ClientRule: TypeAlias = RuleOf[Scene]

_BRIEF: Final = "issue 4, safe by default"
_CONTRACT: Final = "the contract"

CLIENT_RULES: Final = (
    ClientRule(of_outcomes.comes_back, _BRIEF, Certainty.INFERRED),
    ClientRule(of_outcomes.own_errors, _BRIEF, Certainty.INFERRED),
    ClientRule(of_outcomes.keeps_secrets, _BRIEF, Certainty.INFERRED),
    ClientRule(of_requests.sends_valid_calls, _CONTRACT, Certainty.DOCUMENTED),
    ClientRule(of_requests.refuses_wrong_calls, _CONTRACT, Certainty.DOCUMENTED),
    ClientRule(of_requests.sends_what_is_allowed, _CONTRACT, Certainty.DOCUMENTED),
    ClientRule(of_requests.says_what_was_asked, _CONTRACT, Certainty.DOCUMENTED),
    ClientRule(of_requests.only_reads_beside, _BRIEF, Certainty.INFERRED),
    ClientRule(of_requests.asks_once, _BRIEF, Certainty.INFERRED),
    ClientRule(of_requests.never_twice, _BRIEF, Certainty.INFERRED),
    ClientRule(of_outcomes.reads_what_conforms, _CONTRACT, Certainty.DOCUMENTED),
    ClientRule(of_outcomes.tells_what_was_answered, _CONTRACT, Certainty.DOCUMENTED),
    ClientRule(of_outcomes.about_what_was_asked, _CONTRACT, Certainty.DOCUMENTED),
    ClientRule(of_outcomes.confirmed_success, _BRIEF, Certainty.INFERRED),
    ClientRule(of_outcomes.open_outcomes, _BRIEF, Certainty.INFERRED),
    ClientRule(of_outcomes.clear_refusals, _CONTRACT, Certainty.DOCUMENTED),
)
"""All of them, each tried on every scene."""
