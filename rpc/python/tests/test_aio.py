"""The asyncio forms, over real sockets."""

import asyncio
import dataclasses
import json
import logging
import threading
import unittest

import zmq
import zmq.asyncio

from zmqwebbridge_rpc import Limits, RPCError
from zmqwebbridge_rpc.aio import AsyncPubSubRPCClient, AsyncRPCClient, AsyncRPCServer


class Service(AsyncRPCServer):
    limits = dataclasses.replace(Limits(), handler_seconds=0.2, workers=1)
    never = threading.Event()

    async def add(self, first, second):
        await asyncio.sleep(0)
        return first + second

    async def can_add(self, first, second):
        return first >= 0

    def plain(self, msg):
        return msg

    async def hang(self):
        await asyncio.Event().wait()

    async def deaf(self):
        while not self.never.is_set():
            try:
                await asyncio.sleep(0.05)
            except asyncio.CancelledError:
                pass

    def plain_hang(self):
        self.never.wait()

    async def own_timeout(self):
        raise TimeoutError("mine")


class AioTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        Service.never.clear()
        self.context = zmq.asyncio.Context()

    async def asyncTearDown(self):
        Service.never.set()
        self.context.destroy(linger=0)

    async def served(self, kind):
        socket = self.context.socket(kind)
        port = socket.bind_to_random_port("tcp://127.0.0.1")
        task = asyncio.create_task(Service(socket).run_rpc())
        self.addAsyncCleanup(self.end, task)
        req = self.context.socket(zmq.REQ)
        req.connect("tcp://127.0.0.1:%d" % port)
        return AsyncRPCClient(req, timeout=20)

    @staticmethod
    async def end(task):
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def code_of(self, client, *call):
        with self.assertRaises(RPCError) as raised:
            await client.rpc(*call)
        return raised.exception.code

    async def test_coroutines_and_functions_answer_and_guards_are_awaited(self):
        for kind in (zmq.REP, zmq.ROUTER):
            with self.subTest(kind):
                client = await self.served(kind)
                self.assertEqual(3, await client.rpc("add", 1, second=2))
                self.assertEqual("not_allowed", await self.code_of(client, "add", -1, 2))
                self.assertEqual("x", await client.rpc("plain", "x"))
                self.assertEqual("internal", await self.code_of(client, "own_timeout"))

    async def test_what_never_returns_is_answered_and_blocks_nobody(self):
        for kind in (zmq.REP, zmq.ROUTER):
            with self.subTest(kind):
                client = await self.served(kind)
                for function in ("hang", "deaf", "plain_hang", "plain_hang", "hang"):
                    self.assertEqual("timeout", await self.code_of(client, function))
                Service.limits = dataclasses.replace(Service.limits, handler_seconds=20.0)
                try:
                    self.assertEqual("x", await client.rpc("plain", "x"))
                    self.assertEqual(3, await client.rpc("add", 1, 2))
                finally:
                    Service.limits = dataclasses.replace(Service.limits, handler_seconds=0.2)

    async def test_a_published_call_is_a_request(self):
        pub = self.context.socket(zmq.XPUB)
        port = pub.bind_to_random_port("tcp://127.0.0.1")
        sub = self.context.socket(zmq.SUB)
        sub.subscribe(b"")
        sub.connect("tcp://127.0.0.1:%d" % port)
        await pub.recv()
        await AsyncPubSubRPCClient(pub).rpc("add", 1, 2)
        self.assertEqual(
            {"funcname": "add", "args": [1, 2], "kwargs": {}}, json.loads(await sub.recv())
        )
        sub.close()

    async def test_a_call_without_an_answer_times_out_and_the_next_one_goes_on(self):
        router = self.context.socket(zmq.ROUTER)
        port = router.bind_to_random_port("tcp://127.0.0.1")
        req = self.context.socket(zmq.REQ)
        req.connect("tcp://127.0.0.1:%d" % port)
        client = AsyncRPCClient(req, timeout=0.2)
        self.assertEqual("timeout", await self.code_of(client, "slow"))
        late = await router.recv_multipart()
        client.timeout = 20
        call = asyncio.create_task(client.rpc("next"))
        request = await router.recv_multipart()
        await router.send_multipart(late[:-1] + [b'{"returnval":"late"}'])
        await router.send_multipart(request[:-1] + [b'{"returnval":"right"}'])
        self.assertEqual("right", await call)
