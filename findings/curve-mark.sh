#!/bin/sh
# CURVE sockets of JeroMQ (fr.loghub 0.7.0, and org.zeromq 0.6.0) whose receive high-water mark is reached: the message that finds
# no room is lost, and the application gets the encrypted frame in its place, as soon as there is room again. StreamEngine keeps
# the frame as its decoder made it, and pushes that one when input goes on, not the one that the mechanism made of it
# (pushOneThenDecodeAndPush). NULL and PLAIN are right, because
# their frames are the decoder's. Whichever side binds, and whatever the peer is.
# For users: under CURVE, setRcvHWM(0), and something else that bounds what waits.
# Seen, of 60 messages that come while nobody takes any, with a mark of 10:
#       NULL: as sent 60, encrypted 0
#       CURVE: as sent fewer than 60, encrypted more than 0
#       CURVE without a mark: as sent 60, encrypted 0
set -eu
. "$(dirname -- "$0")/maven.sh"

cat >"$folder/src/main/java/Mark.java" <<'JAVA'
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

public class Mark {
  static final int MESSAGES = 60;

  static void show(String what, boolean curve, int mark) throws Exception {
    ZMQ.Curve.KeyPair server = ZMQ.Curve.generateKeyPair();
    ZMQ.Curve.KeyPair client = ZMQ.Curve.generateKeyPair();
    try (ZContext context = new ZContext();
        ZMQ.Socket pull = context.createSocket(SocketType.PULL);
        ZMQ.Socket push = context.createSocket(SocketType.PUSH)) {
      pull.setRcvHWM(mark);
      pull.setReceiveTimeOut(10_000);
      push.setHandshakeIvl(0);
      if (curve) {
        pull.setCurveServer(true);
        pull.setCurveSecretKey(ZMQ.Curve.z85Decode(server.secretKey));
        push.setCurveServerKey(ZMQ.Curve.z85Decode(server.publicKey));
        push.setCurvePublicKey(ZMQ.Curve.z85Decode(client.publicKey));
        push.setCurveSecretKey(ZMQ.Curve.z85Decode(client.secretKey));
      }
      push.connect("tcp://127.0.0.1:" + pull.bindToRandomPort("tcp://127.0.0.1"));
      push.send("hello");
      pull.recv(); // both are there
      for (int i = 0; i < MESSAGES; i++) {
        push.send("message " + i);
      }
      Thread.sleep(1_000); // the application has something else to do
      int whole = 0;
      int encrypted = 0;
      for (int i = 0; i < MESSAGES; i++) {
        byte[] message = pull.recv();
        String text = new String(message, ZMQ.CHARSET);
        whole += text.equals("message " + i) ? 1 : 0;
        encrypted += text.startsWith("\7MESSAGE") ? 1 : 0;
      }
      System.out.println(what + ": as sent " + (whole < MESSAGES ? "fewer than " : "") + MESSAGES
          + ", encrypted " + (encrypted > 0 ? "more than 0" : "0"));
    }
  }

  public static void main(String[] args) throws Exception {
    show("NULL", false, 10);
    show("CURVE", true, 10);
    show("CURVE without a mark", true, 0);
  }
}
JAVA
for jeromq in 'fr.loghub jeromq 0.7.0' 'org.zeromq jeromq 0.6.0'; do
  # shellcheck disable=SC2086 # three words
  project '' '' "$(dependency $jeromq)"
  run Mark
  printf '%s\n%s\n' "$jeromq" "$output"
  [ "$output" = 'NULL: as sent 60, encrypted 0
CURVE: as sent fewer than 60, encrypted more than 0
CURVE without a mark: as sent 60, encrypted 0' ] || fail "the mark is kept otherwise in $jeromq"
done
