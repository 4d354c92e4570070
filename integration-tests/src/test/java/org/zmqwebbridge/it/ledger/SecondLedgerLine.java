package org.zmqwebbridge.it.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.TestBridge;

/**
 * On the second wire (docs/protocol/PROTOCOL-2.md), written and read here byte by byte: all clients
 * have the same channels and the same request ids, which is the point. An outcome with an id that
 * is not its socket's last one is told with it, and so is no outcome of anything.
 *
 * <p>Owner thread: its client's.
 */
final class SecondLedgerLine extends LedgerLine {
  private static final byte REQUEST = 2;
  private static final byte REPLY = 3;

  private static final Map<Integer, String> WORDS =
      Map.of(
          1401, "timeout",
          1402, "overflow",
          1403, "gateway_lost",
          1404, "too_large",
          1406, "shutdown");

  private final Map<Integer, Integer> last = new HashMap<>(); // the id of the last request
  private final BitSet opening = new BitSet();
  private final BitSet asking = new BitSet();
  private final Queue<Event> told = new ArrayDeque<>();

  SecondLedgerLine(TestBridge bridge) {
    super(RawPage.open(bridge.upgrade().with("Sec-WebSocket-Protocol: zwb.2")));
    assertEquals("welcome", Json.text(control(page().nextMessage()), "op"));
  }

  private static JsonObject control(RawPage.Message message) {
    return JsonParser.parseString(new String(message.payload(), US_ASCII)).getAsJsonObject();
  }

  @Override
  void open(int socket) {
    opening.set(socket);
    JsonObject open = new JsonObject();
    open.addProperty("op", "open");
    open.addProperty("channel", channel(socket));
    open.addProperty("type", "REQ");
    open.addProperty("endpoint", Trial.ENDPOINT);
    write(open.toString());
  }

  private static int channel(int socket) {
    return socket + 1;
  }

  @Override
  void ask(int socket, String content) {
    int id = last.merge(socket, 1, Integer::sum);
    asking.set(socket);
    byte[] part = content.getBytes(US_ASCII);
    assertTrue(part.length < 0x80, "one byte says how long it is");
    write(
        RawPage.BINARY,
        ByteBuffer.allocate(14 + part.length)
            .put(REQUEST)
            .putInt(channel(socket))
            .putInt(id)
            .putInt(0) // the bridge's own deadline
            .put((byte) part.length)
            .put(part)
            .array());
  }

  @Override
  Event next() {
    while (told.isEmpty()) {
      RawPage.Message message = page().nextMessage();
      if (message.binary()) {
        told.add(reply(ByteBuffer.wrap(message.payload())));
      } else {
        onControl(control(message));
      }
    }
    return told.remove();
  }

  private Event reply(ByteBuffer frame) {
    assertEquals(REPLY, frame.get());
    int socket = socket(frame.getInt());
    int id = frame.getInt();
    int length = frame.get();
    byte[] part = new byte[frame.remaining()];
    frame.get(part);
    assertEquals(length, part.length, "a reply has one part here");
    asking.clear(Math.max(0, socket));
    return new Event.Replied(socket, of(socket, id) + new String(part, US_ASCII));
  }

  /** Nothing for the request that the socket waits for, else the id that came. */
  private String of(int socket, int id) {
    return last.getOrDefault(socket, 0) == id ? "" : "id " + id + ": ";
  }

  private static int socket(int channel) {
    return channel >= 1 && channel <= LedgerClient.SOCKETS ? channel - 1 : -1;
  }

  private void onControl(JsonObject control) {
    String op = Json.text(control, "op");
    switch (op) {
      case "beat" -> {}
      case "opened" -> told.add(opened(control, true));
      case "refused" -> {
        Event.Opened refused = opened(control, false);
        told.add(refused);
        if (asking.get(refused.socket())) { // has ended with that
          asking.clear(refused.socket());
          told.add(new Event.Failed(refused.socket(), "not_connected"));
        }
      }
      case "failed" -> {
        int socket = socket(control.get("channel").getAsInt());
        asking.clear(Math.max(0, socket));
        String word = WORDS.get(control.get("code").getAsInt());
        assertNotNull(word, control.toString());
        told.add(new Event.Failed(socket, of(socket, control.get("id").getAsInt()) + word));
      }
      default -> throw new AssertionError("not expected here: " + control);
    }
  }

  private Event.Opened opened(JsonObject control, boolean allowed) {
    int socket = socket(control.get("channel").getAsInt());
    assertTrue(socket >= 0 && opening.get(socket), "nobody opens it: " + control);
    opening.clear(socket);
    return new Event.Opened(socket, allowed);
  }
}
