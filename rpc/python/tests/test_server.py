"""What a service must bear, over real sockets."""

import dataclasses
import json
import logging
import threading
import unittest

import zmq

from zmqwebbridge_rpc import Limits, RPCServer

from .reference import ReferenceService
from .serving import serving


def call(function, *args, **kwargs):
    return json.dumps({"funcname": function, "args": args, "kwargs": kwargs}).encode("utf-8")


ECHO = call("echo", "still here")
ECHOED = {"returnval": "still here"}
HASTY = dataclasses.replace(Limits(), handler_seconds=0.2)


class ServerTest(unittest.TestCase):
    def setUp(self):
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)

    def ask(self, req, message):
        req.send(message)
        return json.loads(req.recv())

    def hasty(self, **limits):
        class Hasty(ReferenceService):
            authorized_functions = ["hang"]
            never = threading.Event()

        Hasty.limits = dataclasses.replace(HASTY, **limits)
        self.addCleanup(Hasty.never.set)
        return Hasty

    def test_functions_that_never_return_are_answered_and_block_nobody(self):
        for kind in (zmq.REP, zmq.ROUTER):
            with self.subTest(kind), serving(self.hasty(), kind) as served:
                req = served.socket(zmq.REQ)
                for _ in range(5):
                    self.assertEqual("timeout", self.ask(req, call("hang"))["code"])
                served.server.never.set()
                served.server.limits = Limits()
                self.assertEqual({"returnval": None}, self.ask(req, call("hang")))

    def test_when_every_thread_is_stuck_calls_are_still_answered(self):
        with serving(self.hasty(max_stuck=1, workers=1), zmq.ROUTER) as served:
            req = served.socket(zmq.REQ)
            codes = [self.ask(req, call("hang"))["code"] for _ in range(4)]
            self.assertEqual(["timeout"] * 4, codes)

    def test_more_calls_than_may_wait_are_refused_at_once(self):
        patient = self.hasty(workers=1, max_waiting=2, handler_seconds=60.0)
        with serving(patient, zmq.ROUTER) as served:
            dealer = served.socket(zmq.DEALER)
            for _ in range(6):
                dealer.send_multipart([b"", call("hang")])
            answer = json.loads(dealer.recv_multipart()[-1])
            self.assertEqual("overflow", answer["code"])
            served.server.never.set()

    def test_a_request_of_several_frames_is_answered(self):
        for kind in (zmq.REP, zmq.ROUTER):
            with self.subTest(kind), serving(ReferenceService, kind) as served:
                req = served.socket(zmq.REQ)
                req.send_multipart([ECHO, b"more"])
                self.assertEqual("bad_request", json.loads(req.recv())["code"])
                self.assertEqual(ECHOED, self.ask(req, ECHO))

    def test_a_request_above_the_limit_is_answered(self):
        with serving(ReferenceService) as served:
            req = served.socket(zmq.REQ)
            self.assertEqual("too_large", self.ask(req, b" " * (1024 * 1024 + 1))["code"])
            self.assertEqual(ECHOED, self.ask(req, ECHO))

    def test_an_envelope_comes_back_untouched(self):
        with serving(ReferenceService, zmq.ROUTER) as served:
            dealer = served.socket(zmq.DEALER)
            dealer.send_multipart([b"route", b"", ECHO])
            frames = dealer.recv_multipart()
            self.assertEqual([b"route", b""], frames[:2])
            self.assertEqual(ECHOED, json.loads(frames[2]))

    def test_a_peer_without_a_delimiter_is_answered(self):
        with serving(ReferenceService, zmq.ROUTER) as served:
            dealer = served.socket(zmq.DEALER)
            dealer.send(ECHO)
            self.assertEqual(ECHOED, json.loads(dealer.recv()))

    def test_a_client_that_leaves_disturbs_nobody(self):
        for kind in (zmq.REP, zmq.ROUTER):
            with self.subTest(kind), serving(ReferenceService, kind) as served:
                for _ in range(20):
                    leaver = served.socket(zmq.REQ)
                    leaver.send(ECHO)
                    leaver.close(0)
                self.assertEqual(ECHOED, self.ask(served.socket(zmq.REQ), ECHO))

    def test_stop_answers_what_runs_and_leaves_no_thread(self):
        patient = self.hasty(handler_seconds=60.0)
        with serving(patient, zmq.ROUTER) as served:
            req = served.socket(zmq.REQ)
            other = served.socket(zmq.REQ)
            req.send(call("hang"))
            self.assertEqual("unknown_function", self.ask(other, call("nobody"))["code"])
            served.server.stop()
            self.assertEqual("shutdown", json.loads(req.recv())["code"])
            patient.never.set()
        self.assertEqual([], [t for t in threading.enumerate() if t.name == "rpc-worker"])

    def test_only_rep_and_router_sockets_serve(self):
        with zmq.Context() as context, context.socket(zmq.PUB) as pub:
            with self.assertRaisesRegex(ValueError, "REP or a ROUTER"):
                RPCServer(pub)
