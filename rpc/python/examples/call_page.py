"""Calls a page: call_page.py ADDRESS IDENTITY"""

# docs:begin client
import sys

import zmq

from zmqwebbridge_rpc import GeventRPCClient, RPCError


def run(address, identity):
    socket = zmq.Context.instance().socket(zmq.REQ)
    socket.linger = 0
    socket.connect(address)
    try:
        print(GeventRPCClient(socket, identity, timeout=10).rpc("greet", "Hugo"))
    except RPCError as failed:
        print(failed.code + ": " + failed.message)
    finally:
        socket.close()


if __name__ == "__main__":
    run(sys.argv[1], sys.argv[2])
# docs:end
