package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.zmqwebbridge.kit.Await;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Gauge;

/**
 * One conversation on the second wire, replayed: a raw page, a bridge with its hook, and a service
 * for each endpoint.
 *
 * <p>Owner thread: the test's.
 */
final class SecondConversation implements Replay {
  /** So little fits between the bridge and a page that reads late. */
  private static final int SMALL_BUFFER_BYTES = 4_096;

  /** What a flood may cost, by the bridge's word for it. */
  private static final Map<String, Counter> COSTS =
      Map.of("dropped", Counter.DELIVERIES_DROPPED, "closed", Counter.SLOW_SUBSCRIBERS_CLOSED);

  private static final JsonObject WELCOME =
      JsonParser.parseString(
              """
              {"op": "welcome", "connection": "#", "heartbeatMillis": 15000, "extensions": [],
               "limits": {"maxMessageBytes": 1048576, "maxParts": 64, "maxControlBytes": 65536,
                          "maxChannels": 128, "maxTopicBytes": 255, "maxSubscriptions": 1024,
                          "maxRequestsInFlight": 256}}
              """)
          .getAsJsonObject();

  private final ConversationPeers peers;
  private final ConversationHook hook;
  private final Map<Long, String> endpoints = new HashMap<>();
  private final Variables variables = new Variables();
  private final SecondFrames frames = new SecondFrames(variables);
  private final List<SecondPage> broken = new ArrayList<>();
  private final JsonObject welcome;
  private final int receiveBufferBytes;
  private final TestBridge bridge;
  private final Flood flood;
  private CompletableFuture<Void> stopped = CompletableFuture.completedFuture(null);
  private SecondPage page;

  SecondConversation(Wire wire, JsonObject conversation) {
    JsonObject config = conversation.getAsJsonObject("config");
    peers = new ConversationPeers(conversation.getAsJsonObject("endpoints"));
    hook = new ConversationHook(conversation.getAsJsonObject("grants"));
    welcome = laidOver(WELCOME, conversation.getAsJsonObject("welcome"));
    receiveBufferBytes = conversation.has("slow") ? SMALL_BUFFER_BYTES : 0;
    bridge =
        TestBridge.start(
            wire,
            b ->
                Limits.of(config)
                    .configure(peers.configure(b))
                    .authorizer(hook)
                    .drainMillis(drainMillis(config)));
    flood = new Flood(bridge);
    page = greeted();
  }

  /**
   * A bridge that is about to stop waits for what has no outcome yet, if the conversation wants.
   */
  private static long drainMillis(JsonObject config) {
    JsonObject deadlines = config == null ? null : config.getAsJsonObject("deadlines");
    return deadlines == null || !deadlines.has("drainMillis")
        ? 0
        : deadlines.get("drainMillis").getAsLong();
  }

  private static JsonObject laidOver(JsonObject below, JsonObject above) {
    JsonObject both = below.deepCopy();
    if (above != null) {
      for (String name : above.keySet()) {
        JsonElement value = above.get(name);
        both.add(
            name,
            value.isJsonObject()
                ? laidOver(both.getAsJsonObject(name), value.getAsJsonObject())
                : value);
      }
    }
    return both;
  }

  private SecondPage greeted() {
    SecondPage newcomer =
        new SecondPage(bridge.upgrade().receiveBuffer(receiveBufferBytes), frames);
    match(welcome, newcomer.welcome());
    return newcomer;
  }

  @Override
  public void step(JsonObject step) {
    if (step.has("page")) {
      JsonElement frame = peers.resolved(step.get("page"));
      page.send(frames.outgoing(frame));
      remember(frame);
    } else if (step.has("bridge")) {
      JsonObject frame = peers.resolved(step.get("bridge")).getAsJsonObject();
      if (step.has("some")) {
        saidSome(frame);
      } else {
        said(frame);
      }
    } else if (step.has("closes")) {
      assertEquals(step.get("closes").getAsInt(), page.closeCode());
    } else if (step.has("service")) {
      service(step.get("service").getAsString(), step);
    } else if (step.has("reconnect")) {
      broken.add(page);
      page = greeted();
    } else if (step.has("hook")) {
      hook.decide(step.get("hook").getAsString());
    } else if (step.has("stops")) {
      stopped = CompletableFuture.runAsync(bridge.bridge()::close);
    } else if (!step.has("script") && !step.has("expect")) { // the JavaScript client's part
      throw new IllegalArgumentException("no such step: " + step);
    }
  }

  /** Whose socket a channel is. */
  private void remember(JsonElement frame) {
    if (frame.isJsonObject() && frame.getAsJsonObject().has("endpoint")) {
      JsonElement channel = frame.getAsJsonObject().get("channel");
      if (channel.isJsonPrimitive() && channel.getAsJsonPrimitive().isNumber()) {
        endpoints.put(channel.getAsLong(), Json.text(frame.getAsJsonObject(), "endpoint"));
      }
    }
  }

  private void said(JsonObject written) {
    JsonObject expected = frames.expected(written);
    JsonObject actual = page.next(expected);
    said(expected, actual);
  }

  /** Any number of frames, all the same. */
  private void saidSome(JsonObject written) {
    JsonObject expected = frames.expected(written);
    JsonObject actual = page.next(expected);
    for (; actual.equals(expected); actual = page.next(expected)) {
      flood.received();
    }
    page.unread(actual);
  }

  private void said(JsonObject expected, JsonObject actual) {
    for (String mayBeLeftOut : List.of("text", "connection")) {
      if (!expected.has(mayBeLeftOut)) {
        actual.remove(mayBeLeftOut);
      }
    }
    match(expected, actual);
    if (actual.has("expires")) {
      hook.hasGranted(actual.get("expires").getAsLong());
    }
    if (actual.has("op")) {
      await(Json.text(actual, "op"), actual);
    }
  }

  /** What a service must know before the conversation goes on. */
  private void await(String op, JsonObject told) {
    if (op.equals("opened")) {
      awaitSubscriber(endpoint(told));
    } else if (op.equals("subscribed")) {
      Speaker service = peers.of(endpoint(told));
      told.getAsJsonArray("topics").forEach(topic -> service.awaitSubscribed(bytes(topic)));
    } else if (op.equals("dropped")) {
      flood.missed(told.get("messages").getAsLong());
    }
  }

  private String endpoint(JsonObject told) {
    return endpoints.get(told.get("channel").getAsLong());
  }

  /** What is published before somebody has subscribed reaches nobody. */
  private void awaitSubscriber(String endpoint) {
    if (peers.subscribes(endpoint)) {
      Speaker service = peers.of(endpoint);
      Await.await(
          "a subscriber",
          () -> {
            service.turn();
            return bridge.gauge(endpoint, Gauge.PEER_TOPICS) > 0;
          });
    }
  }

  private static byte[] bytes(JsonElement topic) {
    return topic.isJsonPrimitive()
        ? topic.getAsString().getBytes(UTF_8)
        : Base64.getDecoder().decode(Json.text(topic.getAsJsonObject(), "base64"));
  }

  /** As {@link Variables#match}, where {@code #} alone is equal to anything each time. */
  private void match(JsonElement expected, JsonElement actual) {
    if (expected.isJsonObject() && actual.isJsonObject()) {
      JsonObject known = expected.getAsJsonObject().deepCopy();
      for (String name : expected.getAsJsonObject().keySet()) {
        if (known.get(name).equals(new JsonPrimitive("#")) && actual.getAsJsonObject().has(name)) {
          known.add(name, actual.getAsJsonObject().get(name));
        }
      }
      variables.match(known, actual);
    } else {
      variables.match(expected, actual);
    }
  }

  private void service(String name, JsonObject step) {
    Speaker service = peers.of(name);
    if (step.has("leaves")) {
      leaves(name, service);
    } else if (step.has("comes")) {
      peers.again(name);
    } else if (step.has("hears")) {
      Set<ByteBuffer> topics = new HashSet<>();
      step.getAsJsonArray("hears")
          .forEach(topic -> topics.add(ByteBuffer.wrap(frames.part(topic))));
      service.hears(topics);
    } else if (step.has("receives")) {
      receives(service.receive(), step.getAsJsonArray("receives"));
    } else {
      List<byte[]> parts = new ArrayList<>();
      step.getAsJsonArray("sends").forEach(part -> parts.add(frames.part(part)));
      if (step.has("until")) {
        flood.until(COSTS.get(step.get("until").getAsString()), service, parts);
      } else {
        service.send(parts);
      }
    }
  }

  /** What the bridge sends to a service that has left unnoticed reaches nobody. */
  private void leaves(String name, Speaker service) {
    if (endpoints.containsValue(name)) {
      Await.await(name + " to be there", () -> bridge.gauge(name, Gauge.SERVICE_PRESENT) == 1);
    }
    service.close();
    Await.await(name + " to be missed", () -> bridge.gauge(name, Gauge.SERVICE_PRESENT) == 0);
  }

  private void receives(List<byte[]> received, JsonArray expected) {
    assertEquals(expected.size(), received.size());
    for (int i = 0; i < received.size(); i++) {
      JsonElement frame = expected.get(i);
      if (frame.isJsonObject() && frame.getAsJsonObject().has("json")) {
        JsonElement json = JsonParser.parseString(new String(received.get(i), UTF_8));
        match(frame.getAsJsonObject().get("json"), json);
      } else {
        boolean named = frame.isJsonPrimitive() && frame.getAsString().startsWith("#");
        JsonElement text = named ? frame : new JsonPrimitive(variables.text(frames.part(frame)));
        variables.match(text, new JsonPrimitive(variables.text(received.get(i))));
      }
    }
  }

  @Override
  public void end() {
    flood.isAccountedFor();
  }

  @Override
  public void close() {
    try {
      page.close();
    } finally {
      broken.forEach(SecondPage::closeUnread);
      stopped.join();
      bridge.close();
      peers.close();
    }
  }
}
