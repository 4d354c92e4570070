"""Remote calls over ZeroMQ, with the class names and messages of the original bridge.

A service that was written for the original moves by changing its import:

    from zmqwebbridge_rpc import GeventZMQRPC

Needs pyzmq and nothing else. There is no gevent in it: the classes of this module block their thread,
those of ``zmqwebbridge_rpc.aio`` are for asyncio.
"""

from .client import GeventRPCClient, PubSubRPCClient, RPCClient
from .errors import RPCError
from .limits import Limits
from .server import GeventZMQRPC, RPCServer

__version__ = "0.1.0"

__all__ = [
    "GeventRPCClient",
    "GeventZMQRPC",
    "Limits",
    "PubSubRPCClient",
    "RPCClient",
    "RPCError",
    "RPCServer",
]
