package org.zmqwebbridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.gateway.AskRules;
import org.zmqwebbridge.gateway.AskedPage;
import org.zmqwebbridge.gateway.Connections;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.FreshOffer;
import org.zmqwebbridge.gateway.KeptBounds;
import org.zmqwebbridge.gateway.PageLeft;
import org.zmqwebbridge.gateway.SubscriptionOffers;
import org.zmqwebbridge.gateway.TopicRule;
import org.zmqwebbridge.observe.Gauge;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * One conversation on the second wire, replayed: a raw page, a bridge, and a service for each
 * endpoint.
 *
 * <p>Owner thread: the test's.
 */
final class SecondConversation implements AutoCloseable {
  private static final JsonObject WELCOME =
      JsonParser.parseString(
              """
              {"op": "welcome", "connection": "#", "heartbeatMillis": 15000, "extensions": [],
               "limits": {"maxMessageBytes": 1048576, "maxParts": 64, "maxControlBytes": 65536,
                          "maxChannels": 128, "maxTopicBytes": 255, "maxSubscriptions": 1024,
                          "maxRequestsInFlight": 256}}
              """)
          .getAsJsonObject();

  private final Map<String, Speaker> services = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final Map<String, SocketType> types = new HashMap<>();
  private final Map<Long, String> endpoints = new HashMap<>();
  private final Variables variables = new Variables();
  private final SecondFrames frames = new SecondFrames(variables);
  private final List<SecondPage> broken = new ArrayList<>();
  private final JsonObject welcome;
  private final TestBridge bridge;
  private SecondPage page;

  SecondConversation(Wire wire, JsonObject conversation) {
    JsonObject configured = conversation.getAsJsonObject("endpoints");
    Limits limits = Limits.of(conversation.getAsJsonObject("config"));
    welcome = laidOver(WELCOME, conversation.getAsJsonObject("welcome"));
    bridge = TestBridge.start(wire, b -> limits.configure(endpoints(b, configured)));
    page = greeted();
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
    SecondPage newcomer = new SecondPage(bridge, frames);
    match(welcome, newcomer.welcome());
    return newcomer;
  }

  private BridgeBuilder endpoints(BridgeBuilder builder, JsonObject configured) {
    for (String name : configured.keySet()) {
      JsonElement value = configured.get(name);
      JsonObject settings = value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
      String type = value.isJsonObject() ? Json.text(settings, "type") : value.getAsString();
      String address = FreePort.address();
      addresses.put(name, address);
      SocketType page = SocketType.valueOf(type);
      types.put(name, page);
      services.put(name, Speaker.of(page, address));
      EndpointSpec endpoint = EndpointSpec.of(name, page, ZmqEndpoint.parse(address));
      builder.endpoint(offering(settings, settings.has("json") ? endpoint.json(true) : endpoint));
    }
    return builder;
  }

  /** What it keeps for pages, as the configuration has it. */
  private static EndpointSpec offering(JsonObject settings, EndpointSpec endpoint) {
    SubscriptionOffers offers = endpoint.offers();
    if (settings.has("lastValues")) {
      offers = offers.withLastValues(KeptBounds.LAST_VALUES);
    }
    if (settings.has("fresh")) {
      JsonElement fresh = settings.get("fresh");
      boolean hasWelcome = fresh.isJsonObject();
      offers =
          offers.withFresh(
              hasWelcome
                  ? new FreshOffer(Json.text(fresh.getAsJsonObject(), "welcome"))
                  : FreshOffer.DEFAULTS);
    }
    if (settings.has("replay")) {
      JsonElement replay = settings.get("replay");
      int messages =
          replay.isJsonObject()
              ? replay.getAsJsonObject().get("messages").getAsInt()
              : KeptBounds.REPLAY.messages();
      offers = offers.withReplay(new KeptBounds(messages, 1 << 20, 60));
    }
    if (settings.has("asks")) {
      return endpoint.asks(asks(settings));
    }
    if (settings.has("connections")) {
      String used = Json.text(settings, "connections").toUpperCase(Locale.ROOT);
      return endpoint.connections(Connections.valueOf(used));
    }
    return settings.has("topics") ? endpoint.topics(topics(settings)) : endpoint.offers(offers);
  }

  private static AskRules asks(JsonObject settings) {
    AskedPage page = AskedPage.valueOf(Json.text(settings, "asks").toUpperCase(Locale.ROOT));
    boolean next = settings.has("pageLeft") && Json.text(settings, "pageLeft").equals("next");
    return new AskRules(page, next ? PageLeft.NEXT : PageLeft.ERROR);
  }

  private static List<TopicRule> topics(JsonObject settings) {
    return settings.getAsJsonArray("topics").asList().stream()
        .map(topic -> TopicRule.parse(topic.getAsString()))
        .toList();
  }

  void step(JsonObject step) {
    if (step.has("page")) {
      JsonElement frame = resolved(step.get("page"));
      page.send(frames.outgoing(frame));
      remember(frame);
    } else if (step.has("bridge")) {
      said(resolved(step.get("bridge")).getAsJsonObject());
    } else if (step.has("closes")) {
      assertEquals(step.get("closes").getAsInt(), page.closeCode());
    } else if (step.has("service")) {
      service(step.get("service").getAsString(), step);
    } else if (step.has("reconnect")) {
      broken.add(page);
      page = greeted();
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

  private JsonElement resolved(JsonElement frame) {
    String text = frame.toString();
    for (Map.Entry<String, String> endpoint : addresses.entrySet()) {
      text = text.replace("${" + endpoint.getKey() + "}", endpoint.getValue());
    }
    return JsonParser.parseString(text);
  }

  private void said(JsonObject written) {
    JsonObject expected = frames.expected(written);
    JsonObject actual = page.next(expected);
    for (String mayBeLeftOut : List.of("text", "connection")) {
      if (!expected.has(mayBeLeftOut)) {
        actual.remove(mayBeLeftOut);
      }
    }
    match(expected, actual);
    if (actual.has("op") && Json.text(actual, "op").equals("opened")) {
      awaitSubscriber(endpoints.get(actual.get("channel").getAsLong()));
    }
    if (actual.has("op") && Json.text(actual, "op").equals("subscribed")) {
      Speaker service = services.get(endpoints.get(actual.get("channel").getAsLong()));
      actual.getAsJsonArray("topics").forEach(topic -> service.awaitSubscribed(bytes(topic)));
    }
  }

  /** What is published before somebody has subscribed reaches nobody. */
  private void awaitSubscriber(String endpoint) {
    if (types.get(endpoint) == SocketType.PUB) {
      Speaker service = services.get(endpoint);
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
    Speaker service = services.get(name);
    if (step.has("leaves")) {
      service.close();
    } else if (step.has("comes")) {
      services.put(name, service.again());
    } else if (step.has("receives")) {
      receives(service.receive(), step.getAsJsonArray("receives"));
    } else {
      List<byte[]> parts = new ArrayList<>();
      step.getAsJsonArray("sends").forEach(part -> parts.add(frames.part(part)));
      service.send(parts);
    }
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
  public void close() {
    try {
      page.close();
    } finally {
      broken.forEach(SecondPage::closeUnread);
      bridge.close();
      services.values().forEach(Speaker::close);
    }
  }
}
