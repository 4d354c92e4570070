package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;
import org.zmqwebbridge.tnetstring.TnetstringWriter;

/**
 * A worker of zhttp or zhttpreq with sockets of JeroMQ, that answers with what it was asked, as
 * {@code zhttp_worker.py} does, but in one message.
 *
 * <p>Owner thread: one of its own, until {@link #close}.
 */
final class JeromqWorker implements AutoCloseable {
  private static final int HANDSHAKE_MILLIS = 300; // a connection may be dropped at its beginning

  private static final int LOOK_MILLIS = 20;

  private final ZContext context = new ZContext();
  private final Thread thread;
  private volatile boolean isClosing;

  private JeromqWorker(boolean streams, String spec) {
    thread = new Thread(() -> serve(streams, spec), "jeromq-worker");
    thread.start();
  }

  /** A REP that answers each request. */
  static JeromqWorker answering(String spec) {
    return new JeromqWorker(false, spec);
  }

  /** A PULL and a PUB. */
  static JeromqWorker streaming(String spec) {
    return new JeromqWorker(true, spec);
  }

  private ZMQ.Socket socket(SocketType type, String address) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    socket.setReceiveTimeOut(LOOK_MILLIS);
    socket.connect(address);
    return socket;
  }

  private void serve(boolean streams, String spec) {
    try (context) {
      if (streams) {
        stream(socket(SocketType.PULL, spec + "-out"), socket(SocketType.XPUB, spec + "-in"));
      } else {
        answer(socket(SocketType.REP, spec));
      }
    }
  }

  private void answer(ZMQ.Socket rep) {
    for (byte[] asked = next(rep); asked.length > 0; asked = next(rep)) {
      rep.send(answer(read(asked)));
    }
  }

  private void stream(ZMQ.Socket pull, ZMQ.Socket out) {
    next(out); // from now on it is heard
    for (byte[] asked = next(pull); asked.length > 0; asked = next(pull)) {
      Map<?, ?> request = read(asked);
      out.send(join((text(request, "from") + " ").getBytes(UTF_8), answer(request)));
    }
  }

  /** The next message; empty: there will be none. */
  private byte[] next(ZMQ.Socket socket) {
    byte[] message = null;
    while (message == null && !isClosing) {
      message = socket.recv();
    }
    return message == null ? new byte[0] : message;
  }

  private static Map<?, ?> read(byte[] message) {
    try {
      return (Map<?, ?>) TnetstringReader.whole(message, 1);
    } catch (MalformedTnetstringException wrong) {
      throw new AssertionError(wrong);
    }
  }

  private static String text(Map<?, ?> members, String name) {
    byte[] value = (byte[]) members.get(name);
    return value == null ? "" : new String(value, UTF_8);
  }

  private static byte[] answer(Map<?, ?> request) {
    List<List<String>> headers = new ArrayList<>(List.of(List.of("Content-Type", "text/plain")));
    String uri = text(request, "uri");
    int channel = uri.indexOf("channel=");
    if (channel >= 0) {
      headers.add(List.of("Grip-Hold", "stream"));
      headers.add(List.of("Grip-Channel", uri.substring(channel + "channel=".length())));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("from", "worker2");
    answer.put("id", request.get("id"));
    answer.put("seq", 0);
    answer.put("code", 200);
    answer.put("reason", "OK");
    answer.put("headers", headers);
    answer.put("body", text(request, "method") + " " + uri + " " + text(request, "body"));
    return join(new byte[] {'T'}, TnetstringWriter.write(answer));
  }

  private static byte[] join(byte[] one, byte[] two) {
    byte[] both = new byte[one.length + two.length];
    System.arraycopy(one, 0, both, 0, one.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  @Override
  public void close() {
    isClosing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
