"""How much a server takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Every limit has an error of its own, and a row in docs/rpc/limits.md."""

    #: bytes of a request, and of an answer
    max_message_bytes: int = 1024 * 1024
    #: lists and objects inside each other in a request, itself included
    max_depth: int = 32
    #: arguments of a call, by position and by name together
    max_arguments: int = 64
    #: calls that may wait for a worker
    max_waiting: int = 1000
    #: threads that run functions; behind a REP socket one call runs at a time
    workers: int = 8
    #: threads that may be given up because their function did not return in time
    max_stuck: int = 64
    #: seconds that a call may take from its arrival, waiting included
    handler_seconds: float = 25.0
