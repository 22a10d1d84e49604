"""All wrong servers."""

from typing import Final

from contract.wrong.answers import ANSWERS
from contract.wrong.asking import ASKING
from contract.wrong.deeper import DEEPER
from contract.wrong.further import FURTHER
from contract.wrong.requests import REQUESTS
from contract.wrong.searches import SEARCHES
from contract.wrong.state import STATE

WRONG: Final = (*REQUESTS, *ANSWERS, *SEARCHES, *STATE, *DEEPER, *ASKING, *FURTHER)
