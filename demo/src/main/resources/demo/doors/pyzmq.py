# pyzmq with a libzmq that has ws://, as Debian's: apt install python3-zmq, then python3 pyzmq.py
import zmq

context = zmq.Context()

req = context.socket(zmq.REQ)
req.setsockopt(zmq.RCVTIMEO, 5000)  # a request that ends without a reply ends silently
req.connect("ws://127.0.0.1:8000/echo")
req.send_multipart([b"hello", b"from pyzmq"])
print("echo:", b" ".join(req.recv_multipart()).decode())

sub = context.socket(zmq.SUB)
sub.subscribe("NOVA")
sub.connect("ws://127.0.0.1:8000/quotes")
while True:
    symbol, quote = sub.recv_multipart()
    print(symbol.decode() + ":", quote.decode(), flush=True)
