package org.zmqwebbridge.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zmqwebbridge.BridgeBuilder;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.AskRules;
import org.zmqwebbridge.gateway.AskedPage;
import org.zmqwebbridge.gateway.Connections;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.FreshOffer;
import org.zmqwebbridge.gateway.KeptBounds;
import org.zmqwebbridge.gateway.PageLeft;
import org.zmqwebbridge.gateway.SubscriptionOffers;
import org.zmqwebbridge.gateway.TopicRule;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * The endpoints of a conversation on the second wire, and the ZeroMQ peer of each.
 *
 * <p>Owner thread: the test's.
 */
final class ConversationPeers implements AutoCloseable {
  private final Map<String, Speaker> services = new HashMap<>();
  private final Map<String, String> addresses = new HashMap<>();
  private final Map<String, EndpointSpec> endpoints = new HashMap<>();

  /**
   * @param configured by name: a type, or settings in the shape of the configuration
   */
  ConversationPeers(JsonObject configured) {
    for (String name : configured.keySet()) {
      JsonElement value = configured.get(name);
      JsonObject settings = value.isJsonObject() ? value.getAsJsonObject() : new JsonObject();
      String type = value.isJsonObject() ? Json.text(settings, "type") : value.getAsString();
      String address = FreePort.address();
      addresses.put(name, address);
      SocketType page = SocketType.valueOf(type);
      services.put(name, Speaker.of(page, address, settings.has("fresh")));
      EndpointSpec endpoint = EndpointSpec.of(name, page, ZmqEndpoint.parse(address));
      endpoints.put(name, with(settings, endpoint));
    }
  }

  private static EndpointSpec with(JsonObject settings, EndpointSpec endpoint) {
    EndpointSpec changed = endpoint.offers(offers(settings, endpoint.offers()));
    if (settings.has("json")) {
      changed = changed.json(true);
    }
    if (settings.has("asks")) {
      changed = changed.asks(asks(settings));
    }
    if (settings.has("connections")) {
      changed = changed.connections(Connections.valueOf(upper(settings, "connections")));
    }
    if (settings.has("slowReaders")) {
      changed = changed.slowReaders(SlowReaderPolicy.valueOf(upper(settings, "slowReaders")));
    }
    return settings.has("topics") ? changed.topics(topics(settings)) : changed;
  }

  private static String upper(JsonObject settings, String name) {
    return Json.text(settings, name).toUpperCase(Locale.ROOT);
  }

  /** What it keeps for pages, and asks for them. */
  private static SubscriptionOffers offers(JsonObject settings, SubscriptionOffers none) {
    SubscriptionOffers offers = none;
    if (settings.has("lastValues")) {
      offers = offers.withLastValues(KeptBounds.LAST_VALUES);
    }
    if (settings.has("replay")) {
      JsonElement replay = settings.get("replay");
      int messages =
          replay.isJsonObject()
              ? replay.getAsJsonObject().get("messages").getAsInt()
              : KeptBounds.REPLAY.messages();
      offers = offers.withReplay(new KeptBounds(messages, 1 << 20, 60));
    }
    return settings.has("fresh") ? offers.withFresh(fresh(settings.get("fresh"))) : offers;
  }

  private static FreshOffer fresh(JsonElement fresh) {
    return fresh.isJsonObject()
        ? new FreshOffer(Json.text(fresh.getAsJsonObject(), "welcome"))
        : FreshOffer.DEFAULTS;
  }

  private static AskRules asks(JsonObject settings) {
    AskedPage page = AskedPage.valueOf(upper(settings, "asks"));
    boolean next = settings.has("pageLeft") && Json.text(settings, "pageLeft").equals("next");
    return new AskRules(page, next ? PageLeft.NEXT : PageLeft.ERROR);
  }

  private static List<TopicRule> topics(JsonObject settings) {
    return settings.getAsJsonArray("topics").asList().stream()
        .map(topic -> TopicRule.parse(topic.getAsString()))
        .toList();
  }

  BridgeBuilder configure(BridgeBuilder builder) {
    endpoints.values().forEach(builder::endpoint);
    return builder;
  }

  Speaker of(String endpoint) {
    return services.get(endpoint);
  }

  /** Whether its peer subscribes; one that a page calls by its address is no name. */
  boolean subscribes(String endpoint) {
    EndpointSpec spec = endpoints.get(endpoint);
    return spec != null && spec.type() == SocketType.PUB;
  }

  /** It has left, and comes again at the same address. */
  void again(String endpoint) {
    services.put(endpoint, services.get(endpoint).again());
  }

  /** A frame, with an endpoint's address wherever it says {@code ${name}}. */
  JsonElement resolved(JsonElement frame) {
    String text = frame.toString();
    for (Map.Entry<String, String> endpoint : addresses.entrySet()) {
      text = text.replace("${" + endpoint.getKey() + "}", endpoint.getValue());
    }
    return JsonParser.parseString(text);
  }

  @Override
  public void close() {
    services.values().forEach(Speaker::close);
  }
}
