"""`close.smart_views`: queries that somebody saved in Close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from close_bulk._resources import objects
from close_bulk._signatures import like

if TYPE_CHECKING:
    from close_api_client.models import SavedSearch
    from close_bulk._session import AsyncSession, Session


class SmartViews:
    """Reads Smart Views, which the API calls saved searches."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, id: str, /) -> SavedSearch:
        """Read a Smart View by its id, with its query as `s_query`.

        An old one has a text in `query` and None in `s_query` (documented); save it anew in Close to get
        one that a bulk action can take.

        Args:
            id: The Smart View, `save_...`.

        Raises:
            InvalidRequest: It is no id of a Smart View; nothing was sent.
            NotFound: There is none with this id.
            CloseError: It could not be read.
        """
        return self._session.run(objects.get(objects.SMART_VIEW, id))


class AsyncSmartViews:
    """Reads Smart Views, which the API calls saved searches."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @like(SmartViews.get)
    async def get(self, id: str, /) -> SavedSearch:
        return await self._session.run(objects.get(objects.SMART_VIEW, id))
