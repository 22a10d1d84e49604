"""What a kind of bulk action consists of."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from attrs import Factory, frozen

from close_emulator.bulk_records import BulkRequest
from close_emulator.effects import Effect
from close_emulator.forms import Reader
from close_emulator.scope import Scope
from close_emulator.wire import Json

R = TypeVar("R", bound=BulkRequest)


@frozen(kw_only=True)
class Kind(Generic[R]):
    """All that tells one kind of bulk action from the others; what they share is in `bulk`.

    `name` is the last word of the path, `prefix` begins the ids. `read` judges the body of a new
    action, `effect` says what it does to leads, `answer` what it answers beside the common keys.
    `filters` are query parameters of the list that name a field of the request.
    """

    name: str
    prefix: str
    read: Callable[[Json, Scope], R]
    effect: Callable[[R], Effect]
    answer: Callable[[R], dict[str, Json]]
    filters: Mapping[str, Reader] = Factory(dict[str, Reader])
