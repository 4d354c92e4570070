# the server, and five handlers in Java and Python
./zwb demo --mongrel2

# one more for the greetings: it takes its turn at once
PYTHONPATH=handlers/python python3 demo/python/mongrel2_hello.py \
  tcp://127.0.0.1:9997 tcp://127.0.0.1:9996
