#!/bin/sh
# How JeroMQ 0.6.0 and libzmq 4.3.5 (in pyzmq 27.2.0) name one and the same peer, in the address frame that a ZAP handler
# gets (for IPv6, ZeroMQ RFC 27 wants the canonical form) and in the Peer-Address of its messages:
# - an IPv6 peer is 0:0:0:0:0:0:0:1 for JeroMQ and ::1 for libzmq, in the frame and in the property;
# - an IPv4 peer at a listener that takes both is 127.0.0.1 for JeroMQ and ::ffff:127.0.0.1 for libzmq;
# - JeroMQ's Peer-Address has the port in it, with no brackets around an IPv6 address; libzmq's has none.
# For users: a list of addresses, or a log that is searched by address, does not move from one to the other by text;
# parse what comes, and compare addresses as numbers.
# Seen: JeroMQ tcp://127.0.0.1: frame 127.0.0.1, Peer-Address 127.0.0.1:PORT
#       JeroMQ tcp://[::1]: frame 0:0:0:0:0:0:0:1, Peer-Address 0:0:0:0:0:0:0:1:PORT
#       JeroMQ tcp://[::]: frame 127.0.0.1, Peer-Address 127.0.0.1:PORT
#       libzmq tcp://127.0.0.1: frame 127.0.0.1, Peer-Address 127.0.0.1
#       libzmq tcp://[::1]: frame ::1, Peer-Address ::1
#       libzmq tcp://[::]: frame ::ffff:127.0.0.1, Peer-Address ::ffff:127.0.0.1
# Needs python3 with pip, and IPv6 on the loopback interface.
set -eu
. "$(dirname -- "$0")/maven.sh"
. "$(dirname -- "$0")/pyzmq.sh"

project '' '' "$(dependency org.zeromq jeromq 0.6.0)"
cat >"$folder/src/main/java/Address.java" <<'JAVA'
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

public class Address {
  static void show(ZContext context, ZMQ.Socket handler, String listen, String host) {
    try (ZMQ.Socket pull = context.createSocket(SocketType.PULL); ZMQ.Socket push = context.createSocket(SocketType.PUSH)) {
      pull.setIPv6(listen.contains("["));
      pull.setZAPDomain("global");
      pull.setReceiveTimeOut(10_000);
      pull.bind(listen + ":*");
      String bound = pull.getLastEndpoint();
      push.setIPv6(host.contains("["));
      push.setLinger(0);
      push.connect("tcp://" + host + bound.substring(bound.lastIndexOf(':')));
      push.send("hello");

      handler.recvStr(); // version
      String request = handler.recvStr();
      handler.recvStr(); // domain
      String frame = handler.recvStr();
      while (handler.hasReceiveMore()) {
        handler.recv();
      }
      for (String part : new String[] {"1.0", request, "200", "OK", ""}) {
        handler.sendMore(part);
      }
      handler.send("");
      String peer = pull.base().recv(0).getMetadata().get("Peer-Address");
      System.out.println("JeroMQ " + listen + ": frame " + frame + ", Peer-Address " + peer.replaceAll(":[0-9]{4,5}$", ":PORT"));
    }
  }

  public static void main(String[] args) {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket handler = context.createSocket(SocketType.REP);
      handler.setReceiveTimeOut(10_000);
      handler.bind("inproc://zeromq.zap.01");
      show(context, handler, "tcp://127.0.0.1", "127.0.0.1");
      show(context, handler, "tcp://[::1]", "[::1]");
      show(context, handler, "tcp://[::]", "127.0.0.1");
    }
  }
}
JAVA
cat >"$folder/address.py" <<'PYTHON'
import zmq

context = zmq.Context()
handler = context.socket(zmq.REP)
handler.rcvtimeo = 10_000
handler.bind("inproc://zeromq.zap.01")
for listen, host in (("tcp://127.0.0.1", "127.0.0.1"), ("tcp://[::1]", "[::1]"), ("tcp://[::]", "127.0.0.1")):
    with context.socket(zmq.PULL) as pull, context.socket(zmq.PUSH) as push:
        pull.ipv6 = push.ipv6 = "[" in listen
        pull.zap_domain = b"global"
        pull.rcvtimeo = 10_000
        push.linger = 0
        port = pull.bind_to_random_port(listen)
        push.connect(f"tcp://{host}:{port}")
        push.send(b"hello")
        request = handler.recv_multipart()
        handler.send_multipart([b"1.0", request[1], b"200", b"OK", b"", b""])
        peer = pull.recv(copy=False).get("Peer-Address")
        print(f"libzmq {listen}: frame {request[3].decode()}, Peer-Address {peer}")
PYTHON
run Address
output=$(printf '%s\n' "$output" && python3 "$folder/address.py")
printf '%s\n' "$output"
[ "$output" = 'JeroMQ tcp://127.0.0.1: frame 127.0.0.1, Peer-Address 127.0.0.1:PORT
JeroMQ tcp://[::1]: frame 0:0:0:0:0:0:0:1, Peer-Address 0:0:0:0:0:0:0:1:PORT
JeroMQ tcp://[::]: frame 127.0.0.1, Peer-Address 127.0.0.1:PORT
libzmq tcp://127.0.0.1: frame 127.0.0.1, Peer-Address 127.0.0.1
libzmq tcp://[::1]: frame ::1, Peer-Address ::1
libzmq tcp://[::]: frame ::ffff:127.0.0.1, Peer-Address ::ffff:127.0.0.1' ] || fail "a peer is named in another way"
