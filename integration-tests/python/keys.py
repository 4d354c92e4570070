"""Makes key pairs as pyzmq's users do. Arguments: folder, names."""

import os
import sys

import zmq.auth

for name in sys.argv[2:]:
    _, secret = zmq.auth.create_certificates(sys.argv[1], name)
    os.chmod(secret, 0o600)
print("made", flush=True)
