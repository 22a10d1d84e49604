"""What stands in a model for a member that the answer left out: `UNSET`, which is falsy."""

from close_api_client.types import UNSET

__all__ = ["UNSET"]
