package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.gateway.AskRules;
import org.zmqwebbridge.gateway.AskedPage;
import org.zmqwebbridge.gateway.ConflationOffer;
import org.zmqwebbridge.gateway.Connections;
import org.zmqwebbridge.gateway.Door;
import org.zmqwebbridge.gateway.EndpointDirectory;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.FreshOffer;
import org.zmqwebbridge.gateway.KeptBounds;
import org.zmqwebbridge.gateway.OriginalParts;
import org.zmqwebbridge.gateway.PageLeft;
import org.zmqwebbridge.gateway.SubscriptionOffers;
import org.zmqwebbridge.gateway.TopicRule;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** The settings below {@code endpoints}: one section for each, by its name. */
final class EndpointSettings {
  private static final long MAX_MILLIS = 86_400_000;
  private static final long MAX_KEPT = 10_000_000;
  private static final long MAX_KEPT_BYTES = 1L << 36;
  private static final long MAX_KEPT_SECONDS = 604_800;

  private static final Map<String, SocketType> TYPES =
      words(
          List.of("REQ", "SUB", "REP", "DEALER", "PUB", "PUSH", "PULL", "PAIR"),
          List.of(
              SocketType.REQ,
              SocketType.SUB,
              SocketType.REP,
              SocketType.DEALER,
              SocketType.PUB,
              SocketType.PUSH,
              SocketType.PULL,
              SocketType.PAIR));

  /** What readers lose that are too slow, by words. */
  static final Map<String, SlowReaderPolicy> SLOW_READERS =
      words(
          List.of("oldest", "latest", "close"),
          List.of(SlowReaderPolicy.OLDEST, SlowReaderPolicy.LATEST, SlowReaderPolicy.CLOSE));

  private static final Map<String, AskedPage> ASKS =
      words(List.of("named", "any"), List.of(AskedPage.NAMED, AskedPage.ANY));

  private static final Map<String, PageLeft> PAGE_LEFT =
      words(List.of("error", "next"), List.of(PageLeft.ERROR, PageLeft.NEXT));
  private static final Map<String, Connections> CONNECTIONS =
      words(List.of("shared", "own"), List.of(Connections.SHARED, Connections.OWN));
  private static final Map<String, OriginalParts> ORIGINAL_PARTS =
      words(List.of("last", "each"), List.of(OriginalParts.LAST, OriginalParts.EACH));

  private EndpointSettings() {}

  /**
   * @param doors of endpoints that do not say themselves
   */
  static void read(Section section, Set<Door> doors, BridgeBuilder builder) {
    List<EndpointSpec> specs = new ArrayList<>();
    for (String name : section.orderedKeys()) {
      section.attempt(() -> endpoint(name, section.section(name), doors)).ifPresent(specs::add);
    }
    specs.forEach(builder::endpoint);
    try {
      EndpointDirectory unused = BridgeConfig.directory(specs);
    } catch (IllegalArgumentException together) {
      throw new ConfigException(section.where() + ": " + together.getMessage());
    }
  }

  static EndpointSpec endpoint(String name, Section section) {
    return endpoint(name, section, Door.ALL);
  }

  private static EndpointSpec endpoint(String name, Section section, Set<Door> standard) {
    Optional<SocketType> type = section.requiredChoice("type", TYPES, EndpointSettings::otherType);
    boolean binds = binds(section, type);
    Optional<String> channels = channels(section, type);
    Optional<ZmqAddresses> addresses =
        channels.isPresent()
            ? Optional.empty()
            : section.requiredTogether(
                "address", text -> address(text, binds || type.isEmpty()), ZmqAddresses::new);
    int highWaterMark =
        (int) section.number("hwm", EndpointSpec.DEFAULT_HIGH_WATER_MARK, 1, 10_000_000);
    int handshakeMillis =
        (int)
            section.number(
                "handshakeMillis", EndpointSpec.DEFAULT_HANDSHAKE_MILLIS, 10, MAX_MILLIS);
    SlowReaderPolicy slowReaders = slowReaders(section, type);
    OriginalParts parts = originalParts(section, type);
    AskRules asks = asks(section, type);
    Connections connections = connections(section, type, binds);
    List<TopicRule> topics = topics(section, type);
    SubscriptionOffers offers = offers(section, type);
    boolean json = json(section, type);
    Set<Door> doors = DoorSettings.read(section, type, standard);
    Optional<String> mediaType = mediaType(section, type);
    Optional<Security> security =
        section.attempt(() -> SecuritySettings.read(section, type, binds));
    section.end();
    if (name.contains(":")) {
      throw new ConfigException(
          section.where() + ": endpoints." + name + ": a name has no colon, addresses have");
    }
    EndpointSpec spec =
        channels
            .map(store -> EndpointSpec.ofChannels(name, store))
            .orElseGet(
                () ->
                    EndpointSpec.of(
                        name,
                        type.orElseThrow(section::unusable),
                        addresses.orElseThrow(section::unusable)))
            .binds(binds)
            .highWaterMark(highWaterMark)
            .handshakeMillis(handshakeMillis)
            .slowReaders(slowReaders)
            .topics(topics)
            .json(json)
            .parts(parts)
            .offers(offers)
            .asks(asks)
            .connections(connections)
            .doors(doors)
            .security(security.orElseThrow(section::unusable));
    return mediaType.map(spec::mediaType).orElse(spec);
  }

  /** The store whose channels it hears, in the place of services at addresses. */
  private static Optional<String> channels(Section section, Optional<SocketType> type) {
    only(section, "channels", type, SocketType.SUB, "only an endpoint of type SUB hears channels");
    Optional<String> store = section.text("channels").filter(name -> type.isPresent());
    if (store.isPresent()) {
      for (String key : List.of("address", "hwm", "handshakeMillis", "fresh", "curve", "plain")) {
        if (section.has(key)) {
          section.refuse(key, "channels are inside this process, not at an address; take it out");
        }
      }
    }
    return store.filter(any -> type.filter(SocketType.SUB::equals).isPresent());
  }

  /**
   * Whether the bridge binds the address; not for a type to choose whose pages know one way only.
   */
  private static boolean binds(Section section, Optional<SocketType> type) {
    boolean standard = type.map(SocketType::bindsByDefault).orElse(false);
    boolean bind = section.flag("bind", false);
    if (!section.has("bind")) {
      return standard;
    }
    if (type.isPresent() && !type.get().isOfMessages() && bind != standard) {
      String does = standard ? "binds" : "connects";
      section.refuse(
          "bind",
          "at an endpoint of type " + type.get() + " the bridge " + does + "; take this line out");
      return standard;
    }
    return bind;
  }

  private static boolean json(Section section, Optional<SocketType> type) {
    only(section, "json", type, SocketType.REQ, "only requests can be held to JSON");
    return section.flag("json", false);
  }

  private static Optional<String> mediaType(Section section, Optional<SocketType> type) {
    only(section, "mediaType", type, SocketType.REQ, "only requests have replies");
    return section.parsed("mediaType", EndpointSpec::checkedMediaType);
  }

  private static List<TopicRule> topics(Section section, Optional<SocketType> type) {
    if (type.filter(known -> known == SocketType.PUB).isEmpty()) {
      only(
          section,
          "topics",
          type,
          SocketType.SUB,
          "only endpoints of type SUB and PUB have topics");
    }
    return section.parsedTexts("topics", TopicRule::parse);
  }

  private static SlowReaderPolicy slowReaders(Section section, Optional<SocketType> type) {
    only(
        section,
        "slowReaders",
        type,
        SocketType.SUB,
        "only an endpoint of type SUB drops anything");
    return section.choice("slowReaders", SLOW_READERS).orElse(SlowReaderPolicy.OLDEST);
  }

  private static OriginalParts originalParts(Section section, Optional<SocketType> type) {
    only(
        section,
        "originalParts",
        type,
        SocketType.SUB,
        "only an endpoint of type SUB has publications");
    return section.choice("originalParts", ORIGINAL_PARTS).orElse(OriginalParts.LAST);
  }

  private static SubscriptionOffers offers(Section section, Optional<SocketType> type) {
    SubscriptionOffers offers = SubscriptionOffers.NONE;
    Optional<KeptBounds> lastValues =
        kept(section, "lastValues", "topics", KeptBounds.LAST_VALUES, type);
    Optional<KeptBounds> replay = kept(section, "replay", "messages", KeptBounds.REPLAY, type);
    offers = lastValues.map(offers::withLastValues).orElse(offers);
    offers = replay.map(offers::withReplay).orElse(offers);
    only(section, "fresh", type, SocketType.SUB, "only an endpoint of type SUB has publications");
    offers = fresh(section).map(offers::withFresh).orElse(offers);
    return conflation(section, type).map(offers::withConflation).orElse(offers);
  }

  private static Optional<FreshOffer> fresh(Section section) {
    if (!section.isSection("fresh")) {
      return section.flag("fresh", false) ? Optional.of(FreshOffer.DEFAULTS) : Optional.empty();
    }
    Section answers = section.section("fresh");
    FreshOffer offer =
        new FreshOffer(answers.text("welcome").orElse(FreshOffer.DEFAULTS.welcome()));
    answers.end();
    return Optional.of(offer);
  }

  private static Optional<ConflationOffer> conflation(Section section, Optional<SocketType> type) {
    only(
        section,
        "conflation",
        type,
        SocketType.SUB,
        "only an endpoint of type SUB has publications");
    ConflationOffer standard = ConflationOffer.DEFAULTS;
    if (!section.isSection("conflation")) {
      return section.flag("conflation", false) ? Optional.of(standard) : Optional.empty();
    }
    Section bounds = section.section("conflation");
    ConflationOffer offer =
        new ConflationOffer(
            (int) bounds.number("maxPerSecond", standard.maxPerSecond(), 0, 1000),
            bounds.number("bytes", standard.bytes(), 1024, MAX_KEPT_BYTES));
    bounds.end();
    return Optional.of(offer);
  }

  /** What is kept, if the key is {@code true} or a section with bounds. */
  private static Optional<KeptBounds> kept(
      Section section, String key, String count, KeptBounds standard, Optional<SocketType> type) {
    only(section, key, type, SocketType.SUB, "only an endpoint of type SUB has publications");
    if (!section.isSection(key)) {
      return section.flag(key, false) ? Optional.of(standard) : Optional.empty();
    }
    Section bounds = section.section(key);
    KeptBounds kept =
        new KeptBounds(
            (int) bounds.number(count, standard.messages(), 1, MAX_KEPT),
            bounds.number("bytes", standard.bytes(), 1024, MAX_KEPT_BYTES),
            bounds.number("seconds", standard.seconds(), 1, MAX_KEPT_SECONDS));
    bounds.end();
    return Optional.of(kept);
  }

  private static AskRules asks(Section section, Optional<SocketType> type) {
    String reason = "only pages of type REP are asked anything";
    only(section, "asks", type, SocketType.REP, reason);
    only(section, "pageLeft", type, SocketType.REP, reason);
    return AskRules.DEFAULTS
        .page(section.choice("asks", ASKS).orElse(AskedPage.NAMED))
        .pageLeft(section.choice("pageLeft", PAGE_LEFT).orElse(PageLeft.ERROR));
  }

  /** Of an endpoint whose type is wrong only what no type could have is said. */
  private static Connections connections(
      Section section, Optional<SocketType> type, boolean binds) {
    only(
        section,
        "connections",
        type,
        SocketType.DEALER,
        "only pages of type DEALER can have connections of their own");
    Connections used = section.choice("connections", CONNECTIONS).orElse(Connections.SHARED);
    if (used == Connections.OWN && binds) {
      section.refuse("connections", "own: where the bridge binds, pages share what is bound");
      return Connections.SHARED;
    }
    return used;
  }

  private static ZmqEndpoint address(String text, boolean binds) {
    return binds ? ZmqEndpoint.parseBound(text) : ZmqEndpoint.parseConnected(text);
  }

  private static void only(
      Section section, String key, Optional<SocketType> type, SocketType mine, String reason) {
    if (section.has(key) && type.isPresent() && type.get() != mine) {
      section.refuse(key, reason + ", and this one's is " + type.get() + "; take this line out");
    }
  }

  /** What a page opens where the service has another type; or the word in capitals. */
  private static String otherType(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "REQ", "SUB", "REP", "DEALER", "PUB", "PUSH", "PULL", "PAIR" ->
          "; write " + text.toUpperCase(Locale.ROOT);
      case "XPUB" -> "; it is the type of the page's socket: SUB receives what an XPUB sends";
      case "XSUB" -> "; it is the type of the page's socket: PUB sends what an XSUB receives";
      case "ROUTER" ->
          "; it is the type of the page's socket: REQ asks a REP or ROUTER service, DEALER talks"
              + " with a ROUTER, and REQ or DEALER peers ask a REP page";
      default -> "";
    };
  }

  private static <T> Map<String, T> words(List<String> words, List<T> meanings) {
    Map<String, T> map = new LinkedHashMap<>();
    words.forEach(word -> map.put(word, meanings.get(map.size())));
    return Collections.unmodifiableMap(map);
  }
}
