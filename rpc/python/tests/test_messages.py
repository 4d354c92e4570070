"""The original's messages, byte for byte, against the Python servers, over one REQ socket."""

import asyncio
import json
import logging
import pathlib
import threading
import unittest

import zmq
import zmq.asyncio

from .reference import AsyncReferenceService, ReferenceService
from .serving import RECEIVE_MILLIS, serving

FILE = pathlib.Path(__file__).parents[3] / "docs" / "protocol" / "rpc" / "messages.json"


def exchanges():
    return json.loads(FILE.read_text(encoding="utf-8"))["exchanges"]


def request_of(exchange):
    if "requestHex" in exchange:
        return bytes.fromhex(exchange["requestHex"])
    return exchange["request"].encode("utf-8")


class MessagesTest(unittest.TestCase):
    def setUp(self):
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def replay(self, req):
        for exchange in exchanges():
            with self.subTest(exchange["rule"]):
                req.send(request_of(exchange))
                text = req.recv().decode("utf-8")
                answer = json.loads(text)
                if "answer" in exchange:
                    self.assertEqual(json.loads(exchange["answer"]), answer)
                    continue
                self.assertEqual("error", answer.get("status"), text)
                self.assertEqual(exchange["code"], answer["code"], text)
                self.assertIn(exchange.get("mentions", ""), answer["error_msg"])
                self.assertNotIn("secret", text)
                self.assertNotIn("Traceback", text)

    def test_every_request_to_a_rep_service_is_answered_as_the_file_says(self):
        with serving(ReferenceService, zmq.REP) as served:
            self.replay(served.socket(zmq.REQ))

    def test_every_request_to_a_router_service_is_answered_as_the_file_says(self):
        with serving(ReferenceService, zmq.ROUTER) as served:
            self.replay(served.socket(zmq.REQ))

    def test_every_request_to_an_asyncio_service_is_answered_as_the_file_says(self):
        asyncio.run(self._replay_async())

    async def _replay_async(self):
        context = zmq.asyncio.Context()
        rep = context.socket(zmq.REP)
        port = rep.bind_to_random_port("tcp://127.0.0.1")
        task = asyncio.create_task(AsyncReferenceService(rep).run_rpc())
        plain = zmq.Context()
        req = plain.socket(zmq.REQ)
        req.linger = 0
        req.rcvtimeo = RECEIVE_MILLIS
        req.connect("tcp://127.0.0.1:%d" % port)
        try:
            await asyncio.to_thread(self.replay, req)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            context.destroy(linger=0)
            plain.destroy(linger=0)
        self.assertEqual([], [t for t in threading.enumerate() if t.name == "rpc-worker"])
