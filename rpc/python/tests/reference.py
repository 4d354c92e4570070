"""The service that docs/protocol/rpc/README.md describes, and one function that never returns."""

import threading

from zmqwebbridge_rpc import GeventZMQRPC, RPCError
from zmqwebbridge_rpc.aio import AsyncRPCServer


class _Functions:
    """Kept apart so that the blocking and the asyncio service are the same."""

    authorized_functions = [
        "echo", "add", "add_user", "risky", "fail", "unspeakable", "repeat", "refuse", "hang",
    ]  # fmt: skip
    never = threading.Event()

    def echo(self, msg):
        return msg

    def add(self, first: int, second: int):
        return first + second

    def add_user(self, username: str, password: str, type="boy"):
        return {"status": "success", "type": type}

    def can_add_user(self, username, password, type="boy"):
        return password != "wrong"

    def forbidden(self):
        return "never"

    def risky(self):
        return "never"

    def can_risky(self):
        raise RuntimeError("the guard's secret")

    def fail(self):
        raise RuntimeError("the function's secret")

    def unspeakable(self):
        return float("nan")

    def repeat(self, text, times):
        return text * times

    def refuse(self, why):
        raise RPCError("out_of_tea", why)

    def hang(self):
        self.never.wait()

    def _private(self):
        return "never"


class ReferenceService(_Functions, GeventZMQRPC):
    """Served from a thread."""


class AsyncReferenceService(_Functions, AsyncRPCServer):
    """Served from an event loop; one function of it is a coroutine."""

    async def echo(self, msg):
        return msg
