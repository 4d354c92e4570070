"""Callers."""

import threading
import time

import zmq

from .errors import TIMEOUT, RPCError
from .wire import Request, result

DEFAULT_TIMEOUT = 30.0


def to_frames(funcname, args, kwargs, ident):
    """A call as it is sent; the last frame names the page that it is for, if it is for one."""
    body = Request(funcname, list(args), kwargs).encode()
    if ident is None:
        return [body]
    return [body, ident.encode("utf-8") if isinstance(ident, str) else ident]


def open_req(context, address):
    """A REQ socket that sends only to a service that is there, and forgets what it could not send."""
    socket = context.socket(zmq.REQ)
    socket.linger = 0
    socket.immediate = 1
    socket.connect(address)
    return socket


def make_safe(socket):
    """Lets a REQ socket go on after a call without an answer, and never mistake a late one."""
    if socket.type != zmq.REQ:
        raise ValueError("an RPC client needs a REQ socket, or an address")
    socket.setsockopt(zmq.REQ_CORRELATE, 1)
    socket.setsockopt(zmq.REQ_RELAXED, 1)
    return socket


class RPCClient:
    """Calls functions and waits for their results. Never repeats a call.

    ``socket`` is a connected REQ socket, as in the original, or an address (``tcp://host:port``): then
    the client opens a socket of its own, and a call that could not be sent in time is never sent.
    ``ident`` names the page to call, at an address that the bridge has bound. One call at a time;
    calls from several threads wait for each other.
    """

    def __init__(self, socket, timeout=DEFAULT_TIMEOUT, ident=None):
        self.timeout = timeout
        self.ident = ident
        self._address = socket if isinstance(socket, str) else None
        self._lock = threading.Lock()
        if self._address:
            self._socket = open_req(zmq.Context.instance(), self._address)
        else:
            self._socket = make_safe(socket)

    def rpc(self, funcname, *args, **kwargs):
        """Calls a function with these arguments and returns its result.

        Raises RPCError if the call ends in an error; its code is ``timeout`` if there is no answer in
        ``self.timeout`` seconds. Raises TypeError or ValueError if an argument has no JSON form.
        """
        frames = to_frames(funcname, args, kwargs, self.ident)
        with self._lock:
            return result(self._exchange(frames))

    def _exchange(self, frames):
        deadline = time.monotonic() + self.timeout
        if not self._ready(zmq.POLLOUT, deadline):
            raise RPCError(TIMEOUT, "nothing took the call in time; it was not carried out")
        try:
            self._socket.send_multipart(frames, zmq.DONTWAIT)
            while self._ready(zmq.POLLIN, deadline):
                try:
                    return self._socket.recv_multipart(zmq.DONTWAIT)[-1]
                except zmq.Again:
                    pass  # what was ready was the late answer to an earlier call, now thrown away
        except BaseException:  # KeyboardInterrupt too leaves an answer behind
            self._reopen()
            raise
        self._reopen()
        raise RPCError(TIMEOUT, "no answer in time; the call may have been carried out")

    def _ready(self, event, deadline):
        return self._socket.poll(max(0, deadline - time.monotonic()) * 1000, event) != 0

    def _reopen(self):
        if self._address:
            self._socket.close(0)
            self._socket = open_req(zmq.Context.instance(), self._address)

    def close(self):
        """Closes the socket, if it is the client's own."""
        if self._address:
            self._socket.close(0)


class GeventRPCClient(RPCClient):
    """The original's client of a page: ``ident`` is the identity of the page's REP socket."""

    def __init__(self, socket, ident, timeout=DEFAULT_TIMEOUT):
        super().__init__(socket, timeout, ident)


class PubSubRPCClient:
    """Calls a function of everyone who listens to a PUB socket. Nothing comes back.

    Calls may come from several threads, as long as nothing else uses the socket.
    """

    def __init__(self, socket):
        self._socket = socket
        self._lock = threading.Lock()
        self._stopped = threading.Event()

    def rpc(self, funcname, *args, **kwargs):
        """Publishes a call. Pages know arguments by position only."""
        message = Request(funcname, list(args), kwargs).encode()
        with self._lock:
            self._socket.send(message)

    def run_pub(self):
        """Waits for ``stop()``. For services that gave the original a thread; ``rpc`` needs none."""
        self._stopped.wait()

    def stop(self):
        """Ends ``run_pub``."""
        self._stopped.set()
