"""A client that sends exactly what it is told, and clients that are wrong in one way each."""

from contract.clients.client import BULK, JSON, LEADS, PAUSE, SUBSCRIBE, Client, basic
from contract.clients.wrong import WRONG, Wrong

__all__ = [
    "BULK",
    "JSON",
    "LEADS",
    "PAUSE",
    "SUBSCRIBE",
    "WRONG",
    "Client",
    "Wrong",
    "basic",
]
