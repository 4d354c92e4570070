#!/bin/sh
# JeroMQ 0.6.0's heartbeats (ZMTP 3.1, ZeroMQ RFC 37) towards a peer that is well, while the application takes no messages for
# a while: at its receive mark JeroMQ reads no more from the connection, so it does not read the answers to its own pings
# either, and after the timeout it ends the connection. With libzmq 4.3.5 (in pyzmq 27.2.0) as PUSH, what was on its way is lost,
# and it goes on so with each new connection; without heartbeats nothing is lost, only later.
# For users: where messages may wait on purpose (a PULL that is slower than its PUSH now and then), leave heartbeats out, or
# make the timeout longer than any pause; TCP tells of a dead peer too.
# Seen: heartbeats off: connections ended 0, of 400 lost 0
#       heartbeats on: connections ended more than 0, of 400 lost more than 0
# Needs python3 with pip. Takes about ten seconds: the pause must be longer than the timeout.
set -eu
. "$(dirname -- "$0")/maven.sh"
. "$(dirname -- "$0")/pyzmq.sh"

project '' '' "$(dependency org.zeromq jeromq 0.6.0)"
cat >"$folder/push.py" <<'PYTHON'
import sys
import zmq

with zmq.Context() as context, context.socket(zmq.PUSH) as push:
    push.sndhwm = 10
    push.connect("tcp://127.0.0.1:" + sys.argv[1])
    for number in range(400):
        push.send(b"%06d" % number + bytes(100_000))
    push.send(b"end")
PYTHON
cat >"$folder/src/main/java/Unread.java" <<'JAVA'
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

public class Unread {
  static void show(boolean heartbeats) throws Exception {
    try (ZContext context = new ZContext(); ZMQ.Socket pull = context.createSocket(SocketType.PULL)) {
      pull.setRcvHWM(10);
      pull.setReceiveTimeOut(10_000);
      if (heartbeats) {
        pull.setHeartbeatIvl(300);
        pull.setHeartbeatTimeout(900);
      }
      AtomicInteger ended = new AtomicInteger();
      pull.setEventHook(event -> ended.incrementAndGet(), ZMQ.EVENT_DISCONNECTED);
      int port = pull.bindToRandomPort("tcp://127.0.0.1");
      Process push = new ProcessBuilder("python3", "push.py", "" + port).inheritIO().start();
      BitSet got = new BitSet();
      byte[] first = pull.recv();
      got.set(Integer.parseInt(new String(first, 0, 6)));
      Thread.sleep(3_000); // the application has something else to do
      int endedMeanwhile = ended.get();
      for (byte[] next = pull.recv(); next != null && next.length > 3; next = pull.recv()) {
        got.set(Integer.parseInt(new String(next, 0, 6)));
      }
      push.waitFor();
      String count = heartbeats && endedMeanwhile > 0 ? "more than 0" : "" + endedMeanwhile;
      int lost = 400 - got.cardinality();
      System.out.println("heartbeats " + (heartbeats ? "on" : "off") + ": connections ended " + count
          + ", of 400 lost " + (lost > 0 ? "more than 0" : "0"));
    }
  }

  public static void main(String[] args) throws Exception {
    show(false);
    show(true);
  }
}
JAVA
run Unread
printf '%s\n' "$output"
[ "$output" = 'heartbeats off: connections ended 0, of 400 lost 0
heartbeats on: connections ended more than 0, of 400 lost more than 0' ] || fail "an unread connection fares otherwise"
