"""A market: 10,000 symbols, each a topic of its own, and each with its next tick once a round. Arguments: the address
of the PUB, and rounds per second.

A tick is [symbol, JSON], where the JSON follows from symbol and round: who receives it can tell whether it is whole.
"""

import json
import sys
import time

import zmq

SYMBOLS = 10_000

context = zmq.Context()
pub = context.socket(zmq.PUB)
pub.sndhwm = 2 * SYMBOLS  # a round is more than the default, 1,000
pub.bind(sys.argv[1])
print("pyzmq", zmq.__version__, "ZeroMQ", zmq.zmq_version(), flush=True)

seconds = 1 / float(sys.argv[2])
number = 0
due = time.monotonic()
while True:
    for i in range(SYMBOLS):
        symbol = "S%04d" % i
        tick = {"symbol": symbol, "round": number, "price": (i * 7919 + number * 104729) % 1000003}
        pub.send_multipart([symbol.encode(), json.dumps(tick).encode()])
    number += 1
    due += seconds
    time.sleep(max(0, due - time.monotonic()))
