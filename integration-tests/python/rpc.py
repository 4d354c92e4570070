"""An RPC service on the Python package of this repository. Arguments: [port]."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rpc", "python"))

import zmq  # noqa: E402
from zmqwebbridge_rpc import RPCServer  # noqa: E402

import peer  # noqa: E402


class Users(RPCServer):
    """What the original's README shows."""

    authorized_functions = ["echo", "add_user"]

    def echo(self, msg):
        return msg

    def can_add_user(self, username, password, type="boy"):
        return len(password) > 3

    def add_user(self, username, password, type="boy"):
        return {"added": "%s %s" % (username, type)}


socket = peer.context().socket(zmq.REP)
peer.bind(socket, peer.port_argument())
server = Users(socket)
peer.serve_until_stdin_ends(server.run_rpc)
os._exit(0)
