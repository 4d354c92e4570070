"""What callers may rely on, over real sockets."""

import json
import socket
import threading
import unittest

import zmq

from zmqwebbridge_rpc import GeventRPCClient, PubSubRPCClient, RPCClient, RPCError

from .reference import ReferenceService
from .serving import RECEIVE_MILLIS, serving


class ClientTest(unittest.TestCase):
    def setUp(self):
        self.context = zmq.Context()
        self.addCleanup(self.context.destroy, 0)

    def socket(self, kind):
        socket = self.context.socket(kind)
        socket.linger = 0
        socket.rcvtimeo = RECEIVE_MILLIS
        self.addCleanup(socket.close, 0)
        return socket

    def bound(self, kind):
        socket = self.socket(kind)
        port = socket.bind_to_random_port("tcp://127.0.0.1")
        return socket, "tcp://127.0.0.1:%d" % port

    def reserved(self):
        """An address where nobody listens until the test does."""
        holder = socket.socket()
        self.addCleanup(holder.close)
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        return "tcp://127.0.0.1:%d" % holder.getsockname()[1]

    def clients_of(self, address, timeout):
        """One on a socket of the caller's, and one on its own."""
        req = self.socket(zmq.REQ)
        req.connect(address)
        own = RPCClient(address, timeout)
        self.addCleanup(own.close)
        return {"socket": RPCClient(req, timeout), "address": own}

    def test_results_and_errors_reach_the_caller(self):
        with serving(ReferenceService) as served:
            for name, client in self.clients_of(served.address, 20).items():
                with self.subTest(name):
                    self.assertEqual([1, "two"], client.rpc("echo", [1, "two"]))
                    self.assertEqual(
                        {"status": "success", "type": "girl"},
                        client.rpc("add_user", "hugo", "secret", type="girl"),
                    )
                    with self.assertRaisesRegex(RPCError, "second") as raised:
                        client.rpc("add", 1)
                    self.assertEqual("bad_arguments", raised.exception.code)
                    self.assertEqual(3, client.rpc("add", 1, 2))

    def test_a_late_answer_does_not_reach_the_next_call(self):
        router, address = self.bound(zmq.ROUTER)
        for name, client in self.clients_of(address, 0.3).items():
            with self.subTest(name):
                client.timeout = 0.3
                with self.assertRaises(RPCError) as raised:
                    client.rpc("slow")
                self.assertEqual("timeout", raised.exception.code)
                late = router.recv_multipart()
                client.timeout = 20
                answers = []
                caller = threading.Thread(target=lambda: answers.append(client.rpc("next")))
                caller.start()
                request = router.recv_multipart()
                router.send_multipart(late[:-1] + [b'{"returnval":"late"}'])
                router.send_multipart(request[:-1] + [b'{"returnval":"right"}'])
                caller.join()
                self.assertEqual(["right"], answers)
                self.assertEqual("next", json.loads(request[-1])["funcname"])

    def test_a_call_that_nobody_takes_in_time_is_never_sent(self):
        address = self.reserved()
        client = RPCClient(address, 0.2)
        self.addCleanup(client.close)
        with self.assertRaisesRegex(RPCError, "was not carried out"):
            client.rpc("lost")
        router = self.socket(zmq.ROUTER)
        router.bind(address)
        client.timeout = 20
        caller = threading.Thread(target=client.rpc, args=("second",))
        caller.start()
        request = router.recv_multipart()
        self.assertEqual("second", json.loads(request[-1])["funcname"])
        router.send_multipart(request[:-1] + [b'{"returnval":null}'])
        caller.join()

    def test_what_is_no_answer_is_said_to_be_none(self):
        rep, address = self.bound(zmq.REP)
        req = self.socket(zmq.REQ)
        req.connect(address)
        client = RPCClient(req, 20)

        def answer(message):
            rep.recv()
            rep.send(message)

        for message in (b"goober", b"[1]", b"{}", b'{"returnval":NaN}', b"\xff"):
            with self.subTest(message):
                service = threading.Thread(target=answer, args=(message,))
                service.start()
                with self.assertRaises(RPCError) as raised:
                    client.rpc("echo")
                service.join()
                self.assertEqual("bad_answer", raised.exception.code)

    def test_a_call_to_a_page_ends_with_the_pages_identity(self):
        router, address = self.bound(zmq.ROUTER)
        req = self.socket(zmq.REQ)
        req.connect(address)
        client = GeventRPCClient(req, "page-7", 20)
        answers = []
        caller = threading.Thread(target=lambda: answers.append(client.rpc("greet", "you")))
        caller.start()
        frames = router.recv_multipart()
        self.assertEqual(b"page-7", frames[-1])
        self.assertEqual(
            {"funcname": "greet", "args": ["you"], "kwargs": {}}, json.loads(frames[-2])
        )
        router.send_multipart(frames[:-2] + [b'{"returnval":"hi"}'])
        caller.join()
        self.assertEqual(["hi"], answers)

    def test_a_published_call_is_a_request(self):
        pub = self.socket(zmq.XPUB)
        pub.rcvtimeo = RECEIVE_MILLIS
        port = pub.bind_to_random_port("tcp://127.0.0.1")
        sub = self.socket(zmq.SUB)
        sub.subscribe(b"")
        sub.connect("tcp://127.0.0.1:%d" % port)
        pub.recv()  # the subscription is there
        client = PubSubRPCClient(pub)
        client.rpc("add", 1, 2)
        self.assertEqual({"funcname": "add", "args": [1, 2], "kwargs": {}}, json.loads(sub.recv()))
        waiter = threading.Thread(target=client.run_pub)
        waiter.start()
        client.stop()
        waiter.join()

    def test_only_req_sockets_call(self):
        with self.assertRaisesRegex(ValueError, "REQ socket"):
            RPCClient(self.socket(zmq.SUB))
