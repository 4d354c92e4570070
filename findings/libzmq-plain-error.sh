#!/bin/sh
# libzmq 4.3.5 (in pyzmq 27.2.0) as a PLAIN server, when its ZAP handler answers 400 (a wrong password): the command
# that refuses the client is not the ERROR of ZeroMQ RFCs 23 and 24. In place of the octet 5 and the letter E is one
# octet, "^" (0x5e, which is how C++ reads the start of "\x05ERROR"). libzmq's own client looks for the same wrong
# name, so libzmq alone never notices; the ERROR that JeroMQ 0.6.0 sends, by the RFC, is a breach of protocol to it.
# For users: between libzmq and another library, a wrong PLAIN password is reported as a failed protocol and not as
# a failed authentication; do not wait for HANDSHAKE_FAILED_AUTH alone.
# Seen: JeroMQ sends b'\x05ERROR\x03400' and libzmq's client reports HANDSHAKE_FAILED_PROTOCOL 0x10000001
#       libzmq sends b'^RROR\x03400' and libzmq's client reports HANDSHAKE_FAILED_AUTH 0x190
# Needs python3 with pip.
set -eu
. "$(dirname -- "$0")/maven.sh"
. "$(dirname -- "$0")/pyzmq.sh"

project '' '' "$(dependency org.zeromq jeromq 0.6.0)"
cat >"$folder/src/main/java/Refusing.java" <<'JAVA'
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** A PLAIN server whose ZAP handler answers 400 to all, and refusals.py as its peer. */
public class Refusing {
  public static void main(String[] args) throws Exception {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket handler = context.createSocket(SocketType.REP);
      handler.bind("inproc://zeromq.zap.01");
      handler.setReceiveTimeOut(100);
      ZMQ.Socket server = context.createSocket(SocketType.PULL);
      server.setPlainServer(true);
      server.setZAPDomain("global");
      server.bind("tcp://127.0.0.1:*");
      Process peer = new ProcessBuilder("python3", "refusals.py", server.getLastEndpoint()).inheritIO().start();
      while (peer.isAlive()) {
        ZMsg request = ZMsg.recvMsg(handler);
        if (request != null) {
          request.pop();
          ZMsg reply = new ZMsg();
          for (String frame : new String[] {"1.0", request.popString(), "400", "no", "", ""}) {
            reply.add(frame);
          }
          reply.send(handler);
        }
      }
    }
  }
}
JAVA
cat >"$folder/refusals.py" <<'PYTHON'
import socket
import sys
import threading

import zmq
from zmq.utils.monitor import recv_monitor_message

context = zmq.Context()
handler = context.socket(zmq.REP)
handler.bind("inproc://zeromq.zap.01")
server = context.socket(zmq.PULL)
server.plain_server = True
server.zap_domain = b"global"
server.bind("tcp://127.0.0.1:*")


def refuse():
    try:
        while True:
            request = handler.recv_multipart()
            handler.send_multipart([b"1.0", request[1], b"400", b"no", b"", b""])
    except zmq.ContextTerminated:
        handler.close(0)


def command(endpoint):
    """What a ZMTP 3.0 client gets on the wire for its HELLO (RFC 23, RFC 24)."""
    host, port = endpoint.removeprefix("tcp://").split(":")
    with socket.create_connection((host, int(port)), 10) as peer, peer.makefile("rb") as incoming:
        peer.sendall(b"\xff" + bytes(8) + b"\x7f\x03\x00" + b"PLAIN".ljust(20, b"\0") + bytes(32))
        incoming.read(64)
        peer.sendall(b"\x04\x0a\x05HELLO\x01u\x01p")
        _, size = incoming.read(2)
        return incoming.read(size)


def event(endpoint):
    """How libzmq's own client tells its user about it."""
    failed = zmq.EVENT_HANDSHAKE_FAILED_AUTH | zmq.EVENT_HANDSHAKE_FAILED_PROTOCOL | zmq.EVENT_HANDSHAKE_FAILED_NO_DETAIL
    with context.socket(zmq.PUSH) as client, client.get_monitor_socket(failed) as events:
        client.linger = 0
        client.plain_username, client.plain_password = b"u", b"p"
        client.connect(endpoint)
        if not events.poll(10_000):
            return "nothing"
        message = recv_monitor_message(events)
        return f"{message['event'].name} {message['value']:#x}"


threading.Thread(target=refuse).start()
for name, endpoint in (("JeroMQ", sys.argv[1]), ("libzmq", server.last_endpoint.decode())):
    print(name, "sends", command(endpoint), "and libzmq's client reports", event(endpoint))
server.close(0)
context.term()
PYTHON
run Refusing
printf '%s\n' "$output"
[ "$output" = "JeroMQ sends b'\x05ERROR\x03400' and libzmq's client reports HANDSHAKE_FAILED_PROTOCOL 0x10000001
libzmq sends b'^RROR\x03400' and libzmq's client reports HANDSHAKE_FAILED_AUTH 0x190" ] || fail "a refusal looks different"
