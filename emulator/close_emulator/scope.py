"""What a query is asked about, and by whom, when and where."""

from datetime import UTC, datetime, tzinfo

from attrs import evolve, frozen

from close_emulator.organization import Organization


@frozen
class Scope:
    """The types of the objects that a query selects, and what its relative parts refer to.

    `now` is in UTC, `zone` is where the user is, who is the owner of the API key. `nested` counts
    the `has_related` around a query.
    """

    object_types: tuple[str, ...]
    organization: Organization
    now: datetime
    zone: tzinfo = UTC
    nested: int = 0

    def below(self, object_type: str) -> "Scope":
        """Return the scope of a query for related objects of one type."""
        return evolve(self, object_types=(object_type,), nested=self.nested + 1)
