"""Calls a function of every listening page: publish_calls.py ADDRESS"""

# docs:begin publisher
import sys
import time

import zmq

from zmqwebbridge_rpc import PubSubRPCClient


def main(address):
    socket = zmq.Context().socket(zmq.PUB)
    socket.bind(address)
    pages = PubSubRPCClient(socket)
    for _ in range(60):
        pages.rpc("add", 1, 2)
        pages.rpc("clock", time.strftime("%H:%M:%S"))
        time.sleep(1)


if __name__ == "__main__":
    main(sys.argv[1])
# docs:end
