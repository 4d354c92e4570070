"""Nodes against a real ROUTER, which says what the server would."""

import asyncio
import unittest

import zmq

import blastbeat

DEADLINE = 30_000
SID, OTHER = bytes(range(16)), b"0123456789:abcde"
REQUEST = {"REQUEST_METHOD": "GET", "PATH_INFO": "/a%20b/c", "SERVER_PROTOCOL": "HTTP/1.1"}


def packet(variables):
    """As the server writes it: modifier1, the size of all, modifier2, words."""
    words = b"".join(len(word.encode()).to_bytes(2, "little") + word.encode() for pair in variables for word in pair)
    return b"\0" + (len(words) + 4).to_bytes(2, "little") + b"\0" + words


class Router:
    """The server's side of one node."""

    def __init__(self, port="*"):
        self.context = zmq.Context()  # whose end is the end of its port
        self.socket = self.context.socket(zmq.ROUTER)
        self.socket.router_mandatory = True
        self.socket.bind(f"tcp://127.0.0.1:{port}")
        self.address = self.socket.last_endpoint.decode()

    def close(self):
        self.context.destroy(0)

    def say(self, kind, body=b"", sid=SID):
        self.socket.send_multipart([b"foobar1", sid, kind, body])

    def request(self, **more):
        self.say(b"uwsgi", packet({**REQUEST, **more}.items()))

    def hear(self):
        if not self.socket.poll(DEADLINE):
            raise AssertionError("the node says nothing")
        return self.socket.recv_multipart()


class NodeTest(unittest.TestCase):
    def setUp(self):
        self.router = Router()
        self.node = blastbeat.Node(self.router.address, "foobar1")
        self.hears(b"pong", sid=b"")

    def tearDown(self):
        self.node.close()
        self.router.close()

    def hears(self, *frames, sid=SID):
        self.assertEqual([b"foobar1", sid, *frames, *[b""] * (2 - len(frames))], self.router.hear())

    def next(self):
        message = self.node.recv(DEADLINE)
        self.assertIsNotNone(message, "nothing came")
        return message

    def asked(self, **more):
        self.router.request(**more)
        return self.next()

    def test_a_ping_is_answered_and_is_no_message(self):
        self.router.say(b"ping", sid=b"")
        self.router.say(b"spawn", sid=b"")
        self.assertEqual("spawn", self.next().type)
        self.hears(b"pong", sid=b"")

    def test_other_numbers_of_frames_are_no_messages(self):
        self.router.socket.send_multipart([b"foobar1", SID, b"uwsgi"])
        self.router.socket.send_multipart([b"foobar1", SID, b"uwsgi", b"", b""])
        self.assertIsNone(self.node.recv(0))
        self.router.say(b"end")
        self.assertEqual(("end", SID), ((message := self.next()).type, message.sid))

    def test_a_request_is_answered(self):
        request = self.asked(HTTP_X_FOO="\u00e9")
        self.assertEqual("/a%20b/c", request.env["PATH_INFO"])
        self.assertEqual("\u00e9".encode().decode("latin-1"), request.env["HTTP_X_FOO"])
        self.assertEqual((0, False, False), (request.length, request.closes, request.is_websocket))
        self.node.answer(request, "hello", headers={"X-A": "b"})
        self.hears(b"headers", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\n")
        self.hears(b"body", b"hello")

    def test_a_head_alone_has_no_body(self):
        self.node.answer(self.asked(REQUEST_METHOD="HEAD"), "hello", 404)
        self.hears(b"headers", b"HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\n")
        self.node.end(SID)
        self.hears(b"end")

    def test_the_session_ends_where_its_client_expects_that(self):
        for more in ({"HTTP_CONNECTION": "close"}, {"SERVER_PROTOCOL": "HTTP/1.0"}):
            self.node.answer(self.asked(**more))
            self.hears(b"headers", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            self.hears(b"end")
        self.assertFalse(self.asked(SERVER_PROTOCOL="HTTP/1.0", HTTP_CONNECTION="keep-alive").closes)

    def test_a_header_has_no_line_break(self):
        with self.assertRaises(ValueError):
            self.node.answer(self.asked(), headers={"X-A": "b\r\nX-B: c"})

    def test_how_a_body_ends_is_known(self):
        self.assertEqual(5, self.asked(CONTENT_LENGTH="5").length)
        self.assertIsNone(self.asked(HTTP_TRANSFER_ENCODING="chunked").length)

    def test_what_else_nodes_say(self):
        for call, frames in (
                (lambda: self.node.chunk(SID, "a"), (b"chunk", b"a")),
                (lambda: self.node.chunk(SID), (b"chunk", b"")),
                (lambda: self.node.retry(SID), (b"retry", b"")),
                (lambda: self.node.websocket(SID, "h\u00e9"), (b"websocket", b"h\xc3\xa9")),
                (lambda: self.node.join(SID, "room"), (b"join", b"room")),
                (lambda: self.node.leave(SID, "room"), (b"leave", b"room")),
                (lambda: self.node.to_group(SID, "room", "hi"), (b"room:websocket", b"hi")),
                (lambda: self.node.to_group(SID, b"@" + OTHER, "psst", "msg"), (b"@0123456789:abcde:msg", b"psst"))):
            call()
            self.hears(*frames)

    def test_a_web_socket_is_told_from_a_request(self):
        self.assertTrue(self.asked(HTTP_UPGRADE="WebSocket", HTTP_SEC_WEBSOCKET_KEY="a").is_websocket)
        self.router.say(b"websocket", b"ciao")
        self.assertEqual(("websocket", "ciao"), ((message := self.next()).type, message.text))

    def test_a_server_that_comes_back_is_served_again(self):
        self.router.close()
        self.router = Router(self.router.address.rpartition(":")[2])
        self.node.send(b"", "pong")  # waits until it is there
        self.hears(b"pong", sid=b"")
        self.assertEqual("GET", self.asked().env["REQUEST_METHOD"])


class AsyncNodeTest(unittest.TestCase):
    def test_requests_are_awaited(self):
        asyncio.run(asyncio.wait_for(self.exchange(), DEADLINE / 1000))

    async def exchange(self):
        router, got = Router(), 0
        with blastbeat.AsyncNode(router.address, b"foobar1") as node:
            self.assertEqual([b"foobar1", b"", b"pong", b""], router.hear())
            self.assertIsNone(await node.recv(timeout=0))
            for _ in range(100):
                router.say(b"ping", sid=b"")
                router.request()
            async for request in node:
                node.answer(request)
                got += 1
                if got == 100:
                    break
        self.assertEqual([b"pong", b"headers"] * 100, [router.hear()[2] for _ in range(200)])
        router.close()


class CurveTest(unittest.TestCase):
    def test_options_are_there_before_the_node_connects(self):
        public, secret = zmq.curve_keypair()
        router = zmq.Context.instance().socket(zmq.ROUTER)
        router.linger, router.curve_server, router.curve_secretkey = 0, True, secret
        address = "tcp://127.0.0.1:%d" % router.bind_to_random_port("tcp://127.0.0.1")
        mine, own = zmq.curve_keypair()
        keys = {zmq.CURVE_SERVERKEY: public, zmq.CURVE_PUBLICKEY: mine, zmq.CURVE_SECRETKEY: own}
        with blastbeat.Node(address, "foobar1", options=keys):
            self.assertTrue(router.poll(DEADLINE))
            self.assertEqual([b"foobar1", b"", b"pong", b""], router.recv_multipart())
        router.close()


class PacketTest(unittest.TestCase):
    def test_the_size_counts_its_own_bytes(self):
        data = packet([("a", "b")])
        self.assertEqual(10, data[1])
        self.assertEqual({"a": "b"}, blastbeat.decode(data))

    def test_repeated_headers_are_joined(self):
        data = packet([("HTTP_A", "1"), ("HTTP_COOKIE", "a=b"), ("HTTP_A", "2"), ("HTTP_COOKIE", "c=d")])
        self.assertEqual({"HTTP_A": "1, 2", "HTTP_COOKIE": "a=b; c=d"}, blastbeat.decode(data))

    def test_the_size_of_the_largest_packet_is_written_as_zero(self):
        full = packet([("a", "b" * 32_000)]) + b"\1\0c" + (33_522).to_bytes(2, "little") + b"d" * 33_522
        self.assertEqual(65_536, len(full))
        self.assertEqual(33_522, len(blastbeat.decode(b"\0\0\0\0" + full[4:])["c"]))

    def test_what_is_none_is_refused(self):
        good = packet([("a", "b")])
        for bad in (b"", b"\0", b"\1" + good[1:], good[:-1], good + b"c", packet([("a",)]), b"\0\7\0\0\5\0a"):
            with self.assertRaises(ValueError, msg=bad):
                blastbeat.decode(bad)


if __name__ == "__main__":
    unittest.main()
