"""Handlers against servers of ours: mongrel2_test.py FILES_PORT PARTS_PORT "SEND RECV"... of json, tnet, async, parts."""

import asyncio
import os
import socket
import sys
import types
import unittest

import mongrel2

FILES, PARTS = map(int, sys.argv[1:3])
JSON, TNET, ASYNC, IN_PARTS = (pair.split() for pair in sys.argv[3:7])
DEADLINE = 30
HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\n"
HANDSHAKE = (b"GET /json/ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")


class Client:
    """Says bytes, and expects bytes."""

    def __init__(self, said=b"", port=FILES):
        self.socket = socket.create_connection(("127.0.0.1", port), DEADLINE)
        self.say(said)

    def say(self, data):
        self.socket.sendall(data)

    def hear(self, size):
        data = b""
        while len(data) < size and (more := self.socket.recv(size - len(data))):
            data += more
        return data

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()


class HandlerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.handler = mongrel2.Handler(*JSON)
        cls.handler.connect(*TNET)
        cls.handler.connect(*IN_PARTS)

    @classmethod
    def tearDownClass(cls):
        cls.handler.close()

    def any(self):
        request = self.handler.recv(DEADLINE * 1000)
        self.assertIsNotNone(request, "nothing came")
        return request

    def next(self):
        """The next request; that clients of earlier tests are gone is passed over."""
        while (request := self.any()).is_disconnect:
            pass
        return request

    def hello(self, request):
        self.handler.reply_http(request, "hello", headers={"X-A": "b"})

    def test_a_request_is_answered(self):
        with Client(b"POST /json/a%20b?c=d HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi") as client:
            request = self.next()
            self.assertEqual(("POST", "/json/a%20b", b"hi"), (request.method, request.path, request.body))
            self.assertEqual("c=d", request.headers["QUERY"])
            self.hello(request)
            self.assertEqual(HELLO + b"hello", client.hear(len(HELLO) + 5))
            client.say(b"HEAD /json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            head = self.next()
            self.assertEqual(request.id, head.id)
            self.hello(head)
            self.assertEqual(HELLO, client.hear(len(HELLO) + 1))

    def test_headers_in_tnetstrings_are_the_same(self):
        for path in ("/json", "/tnet"):
            with Client(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nX-Dup: a\r\nX-Dup: \"b\\\r\n\r\n".encode()) as client:
                request = self.next()
                self.assertEqual(["a", '"b\\'], request.headers["x-dup"])
                self.assertEqual(path, request.headers["PATTERN"])
                self.assertFalse(request.closes)
                self.hello(request)
                self.assertEqual(HELLO + b"hello", client.hear(len(HELLO) + 5))

    def test_control_characters_that_mongrel2_passes_on_end_no_handler(self):
        headers = b'{"METHOD":"GET","x-a":"a\x01b"}'
        request = mongrel2.Request(types.SimpleNamespace(), b"m 1 /h %d:%b,0:," % (len(headers), headers))
        self.assertEqual("a\x01b", request.headers["x-a"])

    def test_a_web_socket_is_accepted_spoken_and_ended(self):
        with Client(HANDSHAKE) as client:
            shake = self.next()
            self.assertEqual("WEBSOCKET_HANDSHAKE", shake.method)
            self.handler.accept(shake, protocol="talk")
            expected = (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: talk\r\n\r\n")
            self.assertEqual(expected, client.hear(len(expected)))
            client.say(b"\x81\x82\x01\x02\x03\x04" + bytes([ord("h") ^ 1, ord("i") ^ 2]))
            said = self.next()
            self.assertEqual((mongrel2.TEXT, b"hi", shake.id), (said.opcode, said.body, said.id))
            self.handler.reply(said, mongrel2.frame("hello"))
            self.assertEqual(b"\x81\x05hello", client.hear(7))
            self.handler.reply(said, mongrel2.frame("a" * 300))
            self.assertEqual(b"\x81\x7e\x01\x2c" + b"a" * 300, client.hear(304))
            client.say(b"\x88\x80\0\0\0\0")
            bye = self.next()
            self.assertEqual(mongrel2.CLOSE, bye.opcode)
            self.handler.reply(bye, mongrel2.frame(b"", mongrel2.CLOSE))
            self.handler.kill(bye.server, bye.id)
            self.assertEqual(b"\x88\x00", client.hear(3))

    def test_a_json_socket_is_answered_up_to_its_nul(self):
        with Client(b'@chat {"type":"join"}\0') as client:
            request = self.next()
            self.assertEqual(("JSON", "@chat", {"type": "join"}), (request.method, request.path, request.json()))
            self.handler.reply_json(request, {"a": 1})
            self.assertEqual(b'{"a": 1}\0', client.hear(9))

    def test_more_connections_than_one_reply_may_name_hear_all_the_same(self):
        clients, requests = [], []
        try:
            for _ in range(130):
                clients.append(Client(b"@chat {}\0"))
                requests.append(self.next())
            self.handler.deliver(requests[0].server, (request.id for request in requests), b"all")
            self.assertEqual({b"all"}, {client.hear(3) for client in clients})
        finally:
            for client in clients:
                client.socket.close()

    def test_who_is_gone_is_told(self):
        with Client(b"GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n"):
            request = self.next()
        while not ((notice := self.any()).is_disconnect and notice.id == request.id):
            pass

    def test_an_upload_is_a_file_of_the_handlers(self):
        body = b"0123456789" * 5000
        with Client(b"POST /json HTTP/1.1\r\nHost: localhost\r\nX-Mongrel2-Upload-Done: /etc/passwd\r\n"
                    b"Content-Length: 50000\r\n\r\n") as client:
            step, path = self.next().upload
            self.assertEqual("start", step)
            client.say(body)
            request = self.next()
            self.assertEqual(("done", path), request.upload)
            with open(path, "rb") as file:
                self.assertEqual(body, file.read())
            os.remove(path)
            self.hello(request)
            self.assertEqual(HELLO + b"hello", client.hear(len(HELLO) + 5))

    def test_an_upload_in_parts_comes_as_fast_as_it_is_asked_for(self):
        with Client(b"POST /parts HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\n", PARTS) as client:
            client.say(b"a" * 50000)
            part, got = self.next(), 0
            while True:
                offset, is_last = part.stream
                self.assertEqual(got, offset)
                got += len(part.body)
                if is_last:
                    break
                self.handler.ctl(part, credits=10000)
                part = self.next()
            self.assertEqual(50000, got)
            self.hello(part)
            self.assertEqual(HELLO + b"hello", client.hear(len(HELLO) + 5))

    def test_what_is_cancelled_ends_at_once(self):
        with Client(b"GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n") as client:
            request = self.next()
            self.handler.ctl(request, keep_alive=1)
            self.hello(request)
            self.assertEqual(HELLO + b"hello", client.hear(len(HELLO) + 5))
            self.handler.ctl(request, cancel=1)
            self.assertEqual(b"", client.hear(1))

    def test_two_servers_with_the_same_id_are_told_apart(self):
        with Client() as one, Client(port=PARTS) as other:
            one.say(b"GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n")
            first = self.next()
            other.say(b"GET /parts HTTP/1.1\r\nHost: localhost\r\n\r\n")
            second = self.next()
            self.handler.deliver(first.server, [first.id], b"1")
            self.handler.deliver(second.server, [second.id], b"2")
            self.assertEqual((b"1", b"2"), (one.hear(1), other.hear(1)))

    def test_a_header_of_an_answer_has_no_line_break(self):
        with Client(b"GET /json HTTP/1.1\r\nHost: localhost\r\n\r\n"):
            with self.assertRaises(ValueError):
                self.handler.reply_http(self.next(), "", headers={"X-A": "b\nX-C: d"})


class AsyncHandlerTest(unittest.TestCase):
    def test_requests_are_awaited(self):
        asyncio.run(asyncio.wait_for(self.exchange(), DEADLINE))

    async def exchange(self):
        with mongrel2.AsyncHandler(*ASYNC) as handler:
            self.assertIsNone(await handler.recv(timeout=0))
            reader, writer = await asyncio.open_connection("127.0.0.1", FILES)
            writer.write(b"GET /async HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2)
            got = 0
            async for request in handler:
                handler.reply_http(request, "hello", headers={"X-A": "b"})
                self.assertEqual(HELLO + b"hello", await reader.readexactly(len(HELLO) + 5))
                got += 1
                if got == 2:
                    break
            writer.close()
            await writer.wait_closed()


class TnetstringTest(unittest.TestCase):
    def test_values_come_back(self):
        value = {"a": ["b", 1, True, False, {"c": "\u00e9"}], "d": -5}
        self.assertEqual((value, b"rest"), mongrel2.parse(mongrel2.dump(value) + b"rest"))
        self.assertEqual((None, b""), mongrel2.parse(b"0:~"))
        self.assertEqual((b"hi", b""), mongrel2.parse(b"2:hi,"))

    def test_what_is_none_is_refused(self):
        for bad in (b"", b"5", b"5:", b"3:ab,", b"-1:a,", b"2:hi", b":,", b"6:1:a,1:}"):
            with self.assertRaises(ValueError, msg=bad):
                mongrel2.parse(bad)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
