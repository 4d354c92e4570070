"""Runs a service in a thread for the length of a with statement."""

import contextlib
import threading

import zmq

RECEIVE_MILLIS = 20_000


class Served:
    def __init__(self, server, address, context, thread):
        self.server = server
        self.address = address
        self.context = context
        self.thread = thread
        self.sockets = []

    def socket(self, kind):
        """A plain socket that is connected to the service."""
        socket = self.context.socket(kind)
        socket.linger = 0
        socket.rcvtimeo = RECEIVE_MILLIS
        socket.connect(self.address)
        self.sockets.append(socket)
        return socket


@contextlib.contextmanager
def serving(service_class, kind=zmq.REP):
    context = zmq.Context()
    socket = context.socket(kind)
    socket.linger = 0
    port = socket.bind_to_random_port("tcp://127.0.0.1")
    server = service_class(socket)
    failures = []

    def run():
        try:
            server.run_rpc()
        except BaseException as failure:
            failures.append(failure)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield Served(server, "tcp://127.0.0.1:%d" % port, context, thread)
    finally:
        server.stop()
        thread.join(RECEIVE_MILLIS / 1000)
        alive = thread.is_alive()
        context.destroy(linger=0)
        if alive:
            raise AssertionError("the server has not stopped")
        if failures:
            raise failures[0]
