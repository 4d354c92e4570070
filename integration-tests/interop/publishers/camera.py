"""A camera: 30 pictures a second. Argument: the address of the PUB.

A picture is [topic, number (4 bytes), JPEG, SHA-256 of the number and the JPEG]. The JPEG has the markers and the size
of one, 40 to 120 kB, and noise for a scan: bytes of all values.
"""

import hashlib
import random
import struct
import sys
import time

import zmq

START = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")
END = bytes.fromhex("ffd9")
PER_SECOND = 30

context = zmq.Context()
pub = context.socket(zmq.PUB)
pub.bind(sys.argv[1])
print("pyzmq", zmq.__version__, "ZeroMQ", zmq.zmq_version(), flush=True)

number = 0
due = time.monotonic()
while True:
    jpeg = START + random.randbytes(random.randrange(40_000, 120_000)) + END
    count = struct.pack(">I", number)
    pub.send_multipart([b"camera.1", count, jpeg, hashlib.sha256(count + jpeg).digest()])
    number += 1
    due += 1 / PER_SECOND
    time.sleep(max(0, due - time.monotonic()))
