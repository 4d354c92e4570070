"""Services."""

import collections
import logging
import secrets
import socket
import time

import zmq

from .errors import BAD_REQUEST, INTERNAL, OVERFLOW, SHUTDOWN, TIMEOUT, TOO_LARGE, RPCError
from .functions import Functions
from .limits import Limits
from .pool import HandlerPool, Job
from .wire import Request, failed, returned

log = logging.getLogger("zmqwebbridge_rpc")

_REQUESTS_PER_TURN = 256


def split_envelope(frames):
    """What brings an answer back through a ROUTER, and what was said."""
    for index in range(1, len(frames)):
        if not frames[index]:
            return frames[: index + 1], frames[index + 1 :]
    return frames[:1], frames[1:]


class Service:
    """What a service may say of itself, whichever way it is served."""

    #: names that may be called; None means the public methods that the subclass itself defines
    authorized_functions = None
    limits = Limits()

    def _error_answer(self, failure):
        """The answer for whatever a call raised. What is not meant for the caller stays in the log."""
        if isinstance(failure, RPCError):
            return failed(failure.code, failure.message)
        reference = secrets.token_hex(4)
        log.error("a function failed; its caller was given the reference %s", reference,
                  exc_info=failure)
        return failed(INTERNAL, "the function failed; the service's log has it as " + reference)

    def _answer(self, value):
        answer = returned(value)
        if len(answer) > self.limits.max_message_bytes:
            raise RPCError(
                TOO_LARGE,
                "the result has more than %d bytes; the call was carried out"
                % self.limits.max_message_bytes,
            )
        return answer

    def _check_size(self, body):
        """Raises RPCError unless the frames are one that is not too large."""
        if len(body) > 1:
            raise RPCError(BAD_REQUEST, "a call is one frame, not several")
        if body and len(body[0]) > self.limits.max_message_bytes:
            raise RPCError(
                TOO_LARGE, "the call has more than %d bytes" % self.limits.max_message_bytes
            )


class RPCServer(Service):
    """A service to subclass: its public methods become functions that pages and ZeroMQ peers call.

    ``socket`` is a bound REP (one call at a time, as in the original) or ROUTER (as many as
    ``limits.workers``). Whatever arrives is answered, so a REP socket's cycle never breaks. A method
    ``can_<name>`` with the same parameters says whether this call of ``<name>`` is allowed.
    """

    def __init__(self, reqrep_socket):
        if reqrep_socket.type not in (zmq.REP, zmq.ROUTER):
            raise ValueError("an RPCServer needs a REP or a ROUTER socket")
        self._socket = reqrep_socket
        self._in_lockstep = reqrep_socket.type == zmq.REP
        self._unanswered = collections.OrderedDict()  # oldest first
        self._answered = collections.deque()
        self._wake_in = None
        self._stopping = False

    def run_rpc(self):
        """Serves until ``stop()``. The socket belongs to the calling thread meanwhile.

        Raises ValueError if the class is not fit to serve: it exposes nothing, a guard names no
        function, a function is a coroutine.
        """
        self._functions = Functions(self, RPCServer)
        coroutine = self._functions.first_async()
        if coroutine:
            raise ValueError("%s is a coroutine; use zmqwebbridge_rpc.aio" % coroutine)
        wake_out, self._wake_in = socket.socketpair()
        wake_out.setblocking(False)
        self._wake_in.setblocking(False)
        limits = self.limits
        workers = 1 if self._in_lockstep else limits.workers
        self._pool = HandlerPool(workers, limits.max_stuck, limits.max_waiting, self._handle)
        try:
            while not self._stopping:
                self._turn(wake_out)
        finally:
            self._end()
            self._wake_in.close()
            wake_out.close()

    def stop(self):
        """Ends ``run_rpc``, from any thread; calls without an answer get ``shutdown``."""
        self._stopping = True
        self._wake()

    def _turn(self, wake_out):
        now = time.monotonic()
        self._expire(now)
        self._send_answers()
        waits = self._in_lockstep and bool(self._unanswered)
        if waits or not self._receive(now):
            self._sleep(waits, now, wake_out)

    def _expire(self, now):
        while self._unanswered:
            job = next(iter(self._unanswered))
            if job.deadline > now:
                return
            del self._unanswered[job]
            job.answer(
                failed(TIMEOUT, "no result within %g s" % self.limits.handler_seconds)
            )
            self._pool.overdue(job)

    def _receive(self, now):
        """True if there may be more to receive, or an answer to send, at once."""
        for _ in range(1 if self._in_lockstep else _REQUESTS_PER_TURN):
            try:
                frames = self._socket.recv_multipart(zmq.DONTWAIT)
            except zmq.Again:
                return bool(self._answered)
            route, body = ([], frames) if self._in_lockstep else split_envelope(frames)
            self._accept(route, body, now + self.limits.handler_seconds)
        return True

    def _accept(self, route, body, deadline):
        job = Job(route, body[0] if body else b"", deadline, self._on_answer)
        try:
            self._check_size(body)
        except RPCError as wrong:
            job.answer(self._error_answer(wrong))
            return
        in_all = self.limits.max_waiting + self.limits.workers
        if len(self._unanswered) >= in_all or not self._pool.offer(job):
            job.answer(failed(OVERFLOW, "too many calls wait already; try again"))
        else:
            self._unanswered[job] = True

    def _handle(self, job):
        """Runs on a worker."""
        try:
            request = Request.parse(job.body, self.limits)
            function = self._functions.find(request.function)
            value = function.call(function.bind(request.args, request.kwargs))
            answer = self._answer(value)
        except BaseException as failure:  # sys.exit() in a function is that call's failure
            answer = self._error_answer(failure)
        job.answer(answer)

    def _on_answer(self, job):
        """Runs on a worker, or in the server's thread."""
        self._answered.append(job)
        self._wake()

    def _wake(self):
        try:
            self._wake_in.send(b"w")
        except (AttributeError, OSError):
            pass  # not started; full, so that it wakes anyway; or closed: nobody is asleep

    def _send_answers(self):
        while self._answered:
            job = self._answered.popleft()
            self._unanswered.pop(job, None)
            try:
                self._socket.send_multipart(job.envelope + [job.reply], zmq.DONTWAIT)
            except zmq.ZMQError as gone:
                log.warning("an answer could not be sent: %s", gone)

    def _sleep(self, waits, now, wake_out):
        poller = zmq.Poller()
        poller.register(wake_out, zmq.POLLIN)
        if not waits:
            poller.register(self._socket, zmq.POLLIN)
        oldest = next(iter(self._unanswered), None)
        timeout = None if oldest is None else max(0, oldest.deadline - now) * 1000 + 1
        if dict(poller.poll(timeout)).get(wake_out.fileno()):
            wake_out.recv(65536)

    def _end(self):
        for job in list(self._unanswered):
            job.answer(failed(SHUTDOWN, "the service is stopping"))
        self._send_answers()
        self._pool.close(1.0)


class GeventZMQRPC(RPCServer):
    """The original's name for a service. There is no gevent in it; serve it from a thread."""
