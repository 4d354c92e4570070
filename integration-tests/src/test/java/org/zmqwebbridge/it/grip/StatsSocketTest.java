package org.zmqwebbridge.it.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zmqwebbridge.grip.stats.StatsSpec;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;
import org.zmqwebbridge.it.grip.HoldOrigin.Answer;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.tnetstring.MalformedTnetstringException;
import org.zmqwebbridge.tnetstring.TnetstringReader;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** The statistics socket as its subscribers hear it: libzmq's and JeroMQ's. */
class StatsSocketTest {
  private final String address = FreePort.address();

  private GripBridge bridge(HoldOrigin origin, boolean json) {
    return GripBridge.start(
        config -> config.with(StatsSpec.NONE.at(ZmqEndpoint.parseBound(address), json)),
        settings -> settings,
        "*,id=shop 127.0.0.1:" + origin.port());
  }

  private static HoldOrigin origin() {
    return new HoldOrigin(
        asked ->
            Answer.ok(
                "begin\n", "Grip-Hold", "stream", "Grip-Channel", asked.target().substring(1)));
  }

  private static HeldRequest stream(GripBridge bridge, String channel) {
    HeldRequest held = new HeldRequest(bridge.port(), "/" + channel);
    held.head(200);
    held.expect("begin\n");
    return held;
  }

  /** Has a client hear a channel, and something published there; it is told in this order. */
  private static void play(GripBridge bridge, Supplier<Map<String, String>> heard) {
    HeldRequest held = stream(bridge, "fruit");
    Map<String, String> came = next(heard, "conn", one -> !one.containsKey("unavailable"));
    assertEquals("http", came.get("type"));
    assertEquals("127.0.0.1", came.get("peer-address"));
    assertEquals("120", came.get("ttl"));
    Map<String, String> hears = next(heard, "sub", one -> one.get("channel").equals("fruit"));
    assertEquals("stream", hears.get("mode"));
    assertEquals("1", hears.get("subscribers"));
    bridge.publish(
        "\"channel\":\"fruit\",\"id\":\"7\",\"formats\":{\"http-stream\":{\"content\":\"news\"}}");
    held.expect("news");
    Map<String, String> told = next(heard, "message", one -> true);
    assertEquals("fruit", told.get("channel"));
    assertEquals("7", told.get("item-id"));
    assertEquals("1", told.get("count"));
    assertEquals("http-stream", told.get("transport"));
    held.close();
    Map<String, String> left = next(heard, "conn", one -> one.get("id").equals(came.get("id")));
    assertEquals("true", left.get("unavailable"));
  }

  /** The next message of a type that is about this; what else is told comes when it comes. */
  private static Map<String, String> next(
      Supplier<Map<String, String>> heard, String type, Predicate<Map<String, String>> about) {
    Map<String, String> message = heard.get();
    while (!message.get("").equals(type) || !about.test(message)) {
      message = heard.get();
    }
    assertTrue(message.get("from").startsWith("zwb_"), message::toString);
    return message;
  }

  /**
   * Plays when a subscriber hears: before that, what happens is told to nobody. What is told of the
   * trials is read first.
   */
  private static void play(
      GripBridge bridge, BooleanSupplier hears, Supplier<Map<String, String>> heard) {
    Await.await(
        "the subscriber to hear",
        () -> {
          stream(bridge, "trial").close();
          return hears.getAsBoolean();
        });
    HeldRequest mark = stream(bridge, "mark");
    next(heard, "sub", one -> one.get("channel").equals("mark"));
    play(bridge, heard);
    mark.close();
  }

  private static Map<String, String> json(String text) {
    JsonObject members =
        JsonParser.parseString(text.substring(text.indexOf(" J") + 2)).getAsJsonObject();
    Map<String, String> message = new LinkedHashMap<>();
    members.asMap().forEach((name, value) -> message.put(name, value.getAsString()));
    message.put("", text.substring(0, text.indexOf(' ')));
    return message;
  }

  private static Map<String, String> tnetstring(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int blank = text.indexOf(' ');
    assertEquals('T', text.charAt(blank + 1));
    try {
      Map<String, String> message = new LinkedHashMap<>();
      ((Map<?, ?>) TnetstringReader.whole(bytes, blank + 2))
          .forEach(
              (name, value) ->
                  message.put(
                      String.valueOf(name),
                      value instanceof byte[] word ? new String(word, UTF_8) : "" + value));
      message.put("", text.substring(0, blank));
      return message;
    } catch (MalformedTnetstringException wrong) {
      throw new AssertionError(text, wrong);
    }
  }

  @Test
  void libzmqHearsJson() {
    try (HoldOrigin origin = origin();
        GripBridge bridge = bridge(origin, true);
        PythonPeer subscriber = PythonPeer.start("socket_of", "SUB", "connect", address)) {
      play(
          bridge,
          subscriber::hasLine,
          () -> json(new Gson().fromJson(subscriber.line(), String[].class)[0]));
    }
  }

  @Test
  void jeromqHearsTnetstrings() {
    try (HoldOrigin origin = origin();
        GripBridge bridge = bridge(origin, false);
        ZContext context = new ZContext()) {
      ZMQ.Socket subscriber = context.createSocket(SocketType.SUB);
      subscriber.setReceiveTimeOut(Await.DEADLINE_MILLIS);
      subscriber.setHandshakeIvl(300); // JeroMQ's may wait for ever on what was not bound yet
      subscriber.subscribe("");
      subscriber.connect(address);
      play(
          bridge, () -> subscriber.recv(ZMQ.DONTWAIT) != null, () -> tnetstring(subscriber.recv()));
    }
  }
}
