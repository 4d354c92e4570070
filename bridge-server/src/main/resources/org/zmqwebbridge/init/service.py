"""The service behind the page: plain ZeroMQ, which knows nothing of the web. Stop it with Ctrl-C."""

import sys
import time

try:
    import zmq
except ImportError:
    sys.exit(f"{sys.executable} has no pyzmq: {sys.executable} -m pip install pyzmq; or apt install python3-zmq, and /usr/bin/python3")


def bind(kind, address):
    socket = context.socket(kind)
    try:
        socket.bind(address)
    except zmq.ZMQError as error:
        sys.exit(f"{address}: {error} (does this service run already?)")
    return socket


def serve(greeter, clock):
    tick = time.monotonic()
    while True:
        wait = max(0.0, tick - time.monotonic())
        if greeter.poll(int(wait * 1000)):
            name = greeter.recv().decode("utf-8", "replace")
            greeter.send_string(f"Hello, {name}!")
        if time.monotonic() >= tick:
            clock.send_string(time.strftime("%H:%M:%S"))
            tick += 1


context = zmq.Context()
greeter = bind(zmq.REP, "tcp://127.0.0.1:10001")  # answers one question after the other
clock = bind(zmq.PUB, "tcp://127.0.0.1:10002")  # tells everybody who listens
print("greets at tcp://127.0.0.1:10001, tells the time at tcp://127.0.0.1:10002; Ctrl-C stops it", flush=True)
try:
    serve(greeter, clock)
except KeyboardInterrupt:
    context.destroy(linger=0)
