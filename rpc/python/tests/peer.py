"""A service, or a caller, in a process of its own, for the tests of other languages; rpc/python is on the path.

    peer.py serve            prints its address, serves until its standard input ends
    peer.py serve-router     the same behind a ROUTER socket
    peer.py call ADDRESS     calls every function of a reference service; prints a line per outcome
"""

import json
import logging
import sys
import threading

import zmq

from tests.reference import ReferenceService
from zmqwebbridge_rpc import RPCClient, RPCError

CALLS = [
    ("add", [1, 2], {}),
    ("add", [1], {"second": 2}),
    ("echo", [{"deep": [1, 2.5, None, True, "grüße"]}], {}),
    ("add_user", ["hugo", "secret"], {"type": "girl"}),
    ("add_user", ["hugo", "wrong"], {}),
    ("add", [1], {}),
    ("nothing", [], {}),
    ("forbidden", [], {}),
    ("fail", [], {}),
    ("refuse", ["no tea"], {}),
]


def serve(kind):
    context = zmq.Context()
    socket = context.socket(kind)
    socket.linger = 0
    print("tcp://127.0.0.1:%d" % socket.bind_to_random_port("tcp://127.0.0.1"), flush=True)
    server = ReferenceService(socket)

    def until_the_end():
        sys.stdin.read()
        server.stop()

    threading.Thread(target=until_the_end, daemon=True).start()
    server.run_rpc()
    context.destroy(linger=0)


def call(address):
    client = RPCClient(address, timeout=30)
    for function, args, kwargs in CALLS:
        try:
            outcome = client.rpc(function, *args, **kwargs)
        except RPCError as error:
            outcome = {"code": error.code}
        print(json.dumps([function, outcome], ensure_ascii=True, sort_keys=True), flush=True)
    client.close()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    if sys.argv[1] == "serve":
        serve(zmq.REP)
    elif sys.argv[1] == "serve-router":
        serve(zmq.ROUTER)
    else:
        call(sys.argv[2])
