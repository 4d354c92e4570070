"""A service that pages and ZeroMQ peers call: accounts.py ADDRESS"""

# docs:begin service
import sys

import zmq

from zmqwebbridge_rpc import GeventZMQRPC


class Accounts(GeventZMQRPC):
    authorized_functions = ["echo", "add_user"]

    def echo(self, msg):
        return msg

    def add_user(self, username, password, type="boy"):
        return {"status": "success", "added": "%s, a %s" % (username, type)}

    def can_add_user(self, username, password, type="boy"):
        return len(password) >= 8


if __name__ == "__main__":
    socket = zmq.Context().socket(zmq.REP)
    socket.bind(sys.argv[1])
    Accounts(socket).run_rpc()
# docs:end
