"""The same for asyncio: sockets come from a ``zmq.asyncio.Context``."""

import asyncio
import inspect
import time

import zmq

from .client import DEFAULT_TIMEOUT, make_safe, to_frames
from .errors import OVERFLOW, TIMEOUT, RPCError
from .functions import Functions
from .pool import HandlerPool, Job
from .server import Service, split_envelope
from .wire import Request, failed, result


class AsyncRPCServer(Service):
    """A service whose functions, and guards, may be coroutines.

    Coroutines run in the event loop and are cancelled at their deadline; one that blocks blocks the
    loop. Plain functions run on threads. Behind a REP socket one call runs at a time.
    """

    def __init__(self, reqrep_socket):
        if reqrep_socket.type not in (zmq.REP, zmq.ROUTER):
            raise ValueError("an AsyncRPCServer needs a REP or a ROUTER socket")
        self._socket = reqrep_socket
        self._in_lockstep = reqrep_socket.type == zmq.REP

    async def run_rpc(self):
        """Serves until its task is cancelled. Raises ValueError if the class is not fit to serve."""
        self._functions = Functions(self, AsyncRPCServer)
        limits = self.limits
        self._loop = asyncio.get_running_loop()
        workers = 1 if self._in_lockstep else limits.workers
        self._pool = HandlerPool(workers, limits.max_stuck, limits.max_waiting, lambda job: job.body())
        tasks = set()
        try:
            while True:
                frames = await self._socket.recv_multipart()
                if self._in_lockstep:
                    await self._serve([], frames)
                    continue
                route, body = split_envelope(frames)
                if len(tasks) >= limits.max_waiting + limits.workers:
                    await self._send(route, failed(OVERFLOW, "too many calls wait already; try again"))
                    continue
                task = self._loop.create_task(self._serve(route, body))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
        finally:
            for task in tasks:
                task.cancel()
            self._pool.close(1.0)

    async def _serve(self, route, body):
        try:
            self._check_size(body)
            answer = self._answer(await self._call(body[0] if body else b""))
        except asyncio.CancelledError:
            raise
        except BaseException as failure:
            answer = self._error_answer(failure)
        await self._send(route, answer)

    async def _send(self, route, answer):
        await self._socket.send_multipart(route + [answer])

    async def _call(self, message):
        request = Request.parse(message, self.limits)
        function = self._functions.find(request.function)
        bound = function.bind(request.args, request.kwargs)
        if not function.is_async():
            return await self._on_thread(lambda: function.call(bound))
        task = self._loop.create_task(self._in_loop(function, bound))
        try:
            return await self._in_time(task)
        finally:
            task.cancel()

    async def _in_time(self, outcome):
        """Its result; one that does not come is not waited for, even if it refuses to be cancelled."""
        seconds = self.limits.handler_seconds
        done, _ = await asyncio.wait({outcome}, timeout=seconds)
        if not done:
            raise RPCError(TIMEOUT, "no result within %g s" % seconds)
        return outcome.result()

    @staticmethod
    async def _in_loop(function, bound):
        try:
            allowed = function.ask_guard(bound)
            if inspect.isawaitable(allowed):
                allowed = await allowed
        except Exception:
            allowed = function.guard_failed()
        function.check(allowed)
        value = function.invoke(bound)
        return await value if inspect.isawaitable(value) else value

    async def _on_thread(self, function):
        outcome = self._loop.create_future()

        def run():
            try:
                finish(function(), None)
            except BaseException as failure:
                finish(None, failure)

        def finish(value, failure):
            self._loop.call_soon_threadsafe(settle, value, failure)

        def settle(value, failure):
            if not outcome.done():
                outcome.set_exception(failure) if failure else outcome.set_result(value)

        job = Job([], run, 0, lambda answered: None)
        if not self._pool.offer(job):
            raise RPCError(OVERFLOW, "too many calls wait already; try again")
        try:
            return await self._in_time(outcome)
        finally:
            if not outcome.done():
                job.answer(b"")
                self._pool.overdue(job)


class AsyncRPCClient:
    """Calls functions and awaits their results. Never repeats a call; one call at a time."""

    def __init__(self, socket, ident=None, timeout=DEFAULT_TIMEOUT):
        self.timeout = timeout
        self.ident = ident
        self._socket = make_safe(socket)
        self._lock = asyncio.Lock()

    async def rpc(self, funcname, *args, **kwargs):
        """As ``RPCClient.rpc``."""
        frames = to_frames(funcname, args, kwargs, self.ident)
        async with self._lock:
            deadline = time.monotonic() + self.timeout
            await self._socket.send_multipart(frames)
            try:
                answer = await self._answer(deadline)
            except asyncio.TimeoutError:
                raise RPCError(
                    TIMEOUT, "no answer in time; the call may have been carried out"
                ) from None
            return result(answer[-1])

    async def _answer(self, deadline):
        while True:
            remaining = max(0, deadline - time.monotonic())
            try:
                return await asyncio.wait_for(self._socket.recv_multipart(), remaining)
            except zmq.Again:
                pass  # what had come was the late answer of an earlier call, and is dropped


class AsyncPubSubRPCClient:
    """Calls a function of everyone who listens to a PUB socket. Nothing comes back."""

    def __init__(self, socket):
        self._socket = socket

    async def rpc(self, funcname, *args, **kwargs):
        """Publishes a call. Pages know arguments by position only."""
        await self._socket.send(Request(funcname, list(args), kwargs).encode())
