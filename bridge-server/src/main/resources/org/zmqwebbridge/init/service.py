"""The service behind the page: plain ZeroMQ, which knows nothing of the web. Stop it with Ctrl-C."""

import time

import zmq

context = zmq.Context()

greeter = context.socket(zmq.REP)  # answers one question after the other
greeter.bind("tcp://127.0.0.1:10001")

clock = context.socket(zmq.PUB)  # tells everybody who listens
clock.bind("tcp://127.0.0.1:10002")

tick = time.monotonic()
while True:
    wait = max(0.0, tick - time.monotonic())
    if greeter.poll(int(wait * 1000)):
        name = greeter.recv().decode("utf-8", "replace")
        greeter.send_string(f"Hello, {name}!")
    if time.monotonic() >= tick:
        clock.send_string(time.strftime("%H:%M:%S"))
        tick += 1
