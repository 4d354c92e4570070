"""What the Python of BlastBeat's README does, without a library: a task for each session, which hears its messages by a queue,
answers requests in chunks, and echoes on WebSockets.

    python3 readme.py [tcp://127.0.0.1:5000 [foobar1]]
"""

import asyncio
import struct
import sys

import zmq
import zmq.asyncio

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


def variables(packet):
    """The variables of a uwsgi packet, by name. Its size counts its own four bytes."""
    (size,) = struct.unpack_from("<H", packet, 1)
    words, at = [], 4
    while at < size:
        (length,) = struct.unpack_from("<H", packet, at)
        words.append(packet[at + 2 : at + 2 + length].decode("latin-1"))
        at += 2 + length
    return dict(zip(words[::2], words[1::2]))


async def answer(socket, sid, env):
    await socket.send_multipart([sid, b"headers", HEAD])
    for number in range(1, 100):
        text = "%s number %d<br/>" % (env["PATH_INFO"], number)
        await socket.send_multipart([sid, b"chunk", text.encode("latin-1")])
    await socket.send_multipart([sid, b"chunk", b""])  # the last


async def session(socket, sid, heard):
    kind = None
    while kind != b"end":
        kind, body = await heard.get()
        if kind == b"uwsgi":  # also of a WebSocket, where the answer means nothing
            await answer(socket, sid, variables(body))
        elif kind == b"websocket":
            await socket.send_multipart([sid, b"websocket", body])


async def serve(router="tcp://127.0.0.1:5000", identity="foobar1"):
    socket = zmq.asyncio.Context().socket(zmq.DEALER)
    socket.identity = identity.encode()
    socket.connect(router)
    queues, tasks = {}, set()
    while True:
        sid, kind, body = await socket.recv_multipart()
        if kind == b"ping":
            await socket.send_multipart([sid, b"pong", b""])
        elif sid:
            if sid not in queues:
                queues[sid] = asyncio.Queue()
                tasks.add(asyncio.create_task(session(socket, sid, queues[sid])))
            queues[sid].put_nowait((kind, body))
            if kind == b"end":
                del queues[sid]
                tasks = {task for task in tasks if not task.done()}


asyncio.run(serve(*sys.argv[1:3]))
