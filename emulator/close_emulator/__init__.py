"""A stateful emulator of Close's bulk actions on sequences, offline, in a process or on a port."""

from close_emulator.clock import Clock, ManualClock, WallClock
from close_emulator.emulator import API_KEY, Emulator
from close_emulator.ids import Ids, IdSource
from close_emulator.organization import Organization
from close_emulator.pace import Immediate, Pace, Stepped, Timed
from close_emulator.records import Address, SentEmail
from close_emulator.wire import Request, Response

__all__ = [
    "API_KEY",
    "Address",
    "Clock",
    "Emulator",
    "IdSource",
    "Ids",
    "Immediate",
    "ManualClock",
    "Organization",
    "Pace",
    "Request",
    "Response",
    "SentEmail",
    "Stepped",
    "Timed",
    "WallClock",
]
