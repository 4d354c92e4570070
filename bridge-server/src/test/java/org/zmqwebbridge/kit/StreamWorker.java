package org.zmqwebbridge.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.tnetstring.TnetstringReader;
import org.zmqwebbridge.tnetstring.TnetstringWriter;

/**
 * A worker of ZHTTP that streams, message by message.
 *
 * @param pull takes what begins
 * @param more hears what follows
 * @param pub says what it answers
 */
public record StreamWorker(ZMQ.Socket pull, ZMQ.Socket more, ZMQ.Socket pub) {
  /** One that is connected, and is subscribed to. */
  public static StreamWorker connect(ZContext context, String spec) {
    StreamWorker worker =
        new StreamWorker(
            socket(context, SocketType.PULL, spec + "-out", ""),
            socket(context, SocketType.DEALER, spec + "-out-stream", "worker1"),
            socket(context, SocketType.XPUB, spec + "-in", ""));
    assertEquals(1, worker.pub().recv()[0]);
    return worker;
  }

  /** Any socket, of a type and with an identity, if that is not empty. */
  public static ZMQ.Socket socket(ZContext context, SocketType type, String at, String identity) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setHandshakeIvl(300);
    socket.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    if (!identity.isEmpty()) {
      socket.setIdentity(identity.getBytes(UTF_8));
    }
    socket.connect(at);
    return socket;
  }

  /** The next request. */
  public Map<?, ?> take() throws Exception {
    return message(pull.recv());
  }

  /** Says this of a request, from itself. */
  public void say(Map<?, ?> request, Object... namesAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("from", "worker1");
    members.put("id", request.get("id"));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    say(text(request, "from"), members);
  }

  /** Says this to anyone who has this name. */
  public void say(String to, Map<String, Object> members) {
    byte[] message = written(members);
    byte[] begin = (to + " ").getBytes(UTF_8);
    byte[] whole = new byte[begin.length + message.length];
    System.arraycopy(begin, 0, whole, 0, begin.length);
    System.arraycopy(message, 0, whole, begin.length, message.length);
    assertTrue(pub.send(whole));
  }

  /** What comes to it alone. */
  public Map<?, ?> hear() throws Exception {
    assertEquals(0, more.recv().length);
    return message(more.recv());
  }

  /** What such a message says. */
  public static Map<?, ?> message(byte[] bytes) throws Exception {
    assertEquals('T', bytes[0]);
    return (Map<?, ?>) TnetstringReader.whole(bytes, 1);
  }

  /** A text among these; empty: there is none. */
  public static String text(Map<?, ?> members, String name) {
    return members.get(name) instanceof byte[] bytes ? new String(bytes, UTF_8) : "";
  }

  /** As it is sent. */
  public static byte[] written(Map<String, Object> members) {
    byte[] value = TnetstringWriter.write(members);
    byte[] bytes = new byte[value.length + 1];
    bytes[0] = 'T';
    System.arraycopy(value, 0, bytes, 1, value.length);
    return bytes;
  }
}
