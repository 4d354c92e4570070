package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.kit.Await;

/**
 * A ZeroMQ peer that asks pages.
 *
 * <p>Owner thread: the test's.
 */
public final class Asker implements AutoCloseable {
  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket;

  private Asker(SocketType type, String address, Consumer<ZMQ.Socket> security) {
    socket = context.createSocket(type);
    socket.setLinger(0);
    socket.setReceiveTimeOut(Await.DEADLINE_MILLIS);
    // A JeroMQ socket that connects may stall in its handshake, for 30 s unless told otherwise.
    socket.setHandshakeIvl(300);
    security.accept(socket);
    socket.connect(address);
  }

  public static Asker req(String address) {
    return req(address, clear -> {});
  }

  /** One that says who it is. */
  static Asker req(String address, Consumer<ZMQ.Socket> security) {
    return new Asker(SocketType.REQ, address, security);
  }

  /** One that may ask again before it has an answer; it writes no delimiter by itself. */
  public static Asker dealer(String address) {
    return new Asker(SocketType.DEALER, address, clear -> {});
  }

  public Asker ask(String... frames) {
    byte[][] bytes = new byte[frames.length][];
    for (int i = 0; i < frames.length; i++) {
      bytes[i] = frames[i].getBytes(UTF_8);
    }
    return ask(bytes);
  }

  public Asker ask(byte[]... frames) {
    for (int i = 0; i < frames.length; i++) {
      socket.send(frames[i], i < frames.length - 1 ? ZMQ.SNDMORE : 0);
    }
    return this;
  }

  /** The next answer's frames, as text. */
  public List<String> answer() {
    byte[] first = socket.recv();
    if (first == null) {
      throw new AssertionError("no answer for " + Await.DEADLINE_MILLIS + " ms");
    }
    List<String> frames = new ArrayList<>(List.of(new String(first, UTF_8)));
    while (socket.hasReceiveMore()) {
      frames.add(new String(socket.recv(), UTF_8));
    }
    return frames;
  }

  /** The next answer is the bridge's error with this code. */
  void expectError(String code) {
    assertEquals(code, errorCode());
  }

  /** The next answer is an error of the bridge; its code. */
  String errorCode() {
    List<String> frames = answer();
    String last = frames.get(frames.size() - 1);
    return JsonParser.parseString(last).getAsJsonObject().get("code").getAsString();
  }

  @Override
  public void close() {
    context.close();
  }
}
