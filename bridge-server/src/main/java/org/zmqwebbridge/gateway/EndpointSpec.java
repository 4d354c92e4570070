package org.zmqwebbridge.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.SocketOptions;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqType;

/**
 * One endpoint that the configuration opens to pages. {@link #of} makes one with the defaults; the
 * methods that take a value make another one of it.
 *
 * @param name what pages and operators call it
 * @param type the only socket type that may open it
 * @param addresses where the services are, or where the bridge binds
 * @param channels the name of the channels of this process that it hears, in the place of services;
 *     means something for SUB only
 * @param binds whether the bridge binds there instead of connecting; always for REP, never for REQ
 *     and SUB
 * @param highWaterMark messages that ZeroMQ queues per peer and direction
 * @param handshakeMillis the deadline of a ZeroMQ handshake
 * @param slowReaders what a page that reads too slowly loses of publications; means something for
 *     SUB only
 * @param topics which publications pages may receive (SUB) or send (PUB), whatever hooks say; means
 *     something for these only. Empty: all
 * @param mediaType of what its services reply, over HTTP; empty: {@code application/json} where
 *     requests must be JSON, and else {@code application/octet-stream}
 * @param json whether a request must be JSON to reach the service; means something for REQ only
 * @param parts what a page receives of a publication of several frames; means something for SUB
 *     only
 * @param offers what subscribers may have besides what is published; means something for SUB only
 * @param asks how pages are asked; means something for REP only
 * @param connections whose ZeroMQ connections pages use; means something for DEALER only
 * @param doors by which clients may come to it; at least one
 * @param security by which mechanism the service's connections, or (where the bridge binds) its
 *     peers', are protected
 */
public record EndpointSpec(
    String name,
    SocketType type,
    ZmqAddresses addresses,
    Optional<String> channels,
    boolean binds,
    int highWaterMark,
    int handshakeMillis,
    SlowReaderPolicy slowReaders,
    List<TopicRule> topics,
    String mediaType,
    boolean json,
    OriginalParts parts,
    SubscriptionOffers offers,
    AskRules asks,
    Connections connections,
    Set<Door> doors,
    Security security) {

  /** What ZeroMQ queues unless told otherwise. */
  public static final int DEFAULT_HIGH_WATER_MARK = 1000;

  /** How long a ZeroMQ handshake may take unless told otherwise, in milliseconds. */
  public static final int DEFAULT_HANDSHAKE_MILLIS = 1000;

  /** What may wait for the subscribers of a PUB endpoint, in bytes. */
  private static final int MAX_WAITING_BYTES = 128 << 20;

  private static final int MIN_PUBLISHED_BYTES = 1024;

  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "(?!(?i:multipart)/)[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}"
              + "(; ?[\\w-]{1,64}=[\\w.:-]{1,64}){0,4}");

  public EndpointSpec {
    topics = List.copyOf(topics);
    doors = Set.copyOf(doors);
    if (doors.isEmpty()) {
      throw new IllegalArgumentException(
          "endpoint " + name + " has no door, so nobody can come to it; take it out");
    }
    if (binds != type.bindsByDefault() && !type.isOfMessages()) {
      throw new IllegalArgumentException(
          "endpoint "
              + name
              + " is "
              + type
              + (binds ? ": the bridge connects there" : ": the bridge binds there")
              + ", and cannot do otherwise");
    }
    if (connections == Connections.OWN && (type != SocketType.DEALER || binds)) {
      throw new IllegalArgumentException(
          "endpoint " + name + ": only a DEALER that connects can do so for each page");
    }
    if (type == SocketType.PAIR && addresses.count() > 1) {
      throw new IllegalArgumentException(
          "endpoint " + name + " is PAIR and has one peer; name one address");
    }
    if (!(binds ? security.isForBinding() : security.isForConnecting())) {
      throw new IllegalArgumentException(
          "endpoint "
              + name
              + " is "
              + type
              + (binds
                  ? ": the bridge binds there, and says who may connect, not whom it connects to"
                  : ": the bridge connects there, and says to whom, not who may"));
    }
    if (channels.isPresent() && type != SocketType.SUB) {
      throw new IllegalArgumentException(
          "endpoint " + name + " is " + type + "; only SUB hears channels");
    }
    if (addresses.isInproc() && !security.isNone()) {
      throw new IllegalArgumentException(
          "endpoint " + name + " is inside this process, where nothing is encrypted; take it out");
    }
  }

  /** An endpoint with the defaults, at one address. */
  public static EndpointSpec of(String name, SocketType type, ZmqEndpoint address) {
    return of(name, type, ZmqAddresses.of(address));
  }

  /** An endpoint with the defaults. */
  public static EndpointSpec of(String name, SocketType type, ZmqAddresses addresses) {
    return new EndpointSpec(
        name,
        type,
        addresses,
        Optional.empty(),
        type.bindsByDefault(),
        DEFAULT_HIGH_WATER_MARK,
        DEFAULT_HANDSHAKE_MILLIS,
        SlowReaderPolicy.OLDEST,
        List.of(),
        "",
        false,
        OriginalParts.LAST,
        SubscriptionOffers.NONE,
        AskRules.DEFAULTS,
        Connections.SHARED,
        Door.ALL,
        Security.none());
  }

  /**
   * An endpoint that hears what is published in channels of this process: its topics are their
   * names.
   *
   * @param channels the name of their store
   */
  public static EndpointSpec ofChannels(String name, String channels) {
    return of(name, SocketType.SUB, ZmqAddresses.of(ZmqEndpoint.inproc("channels." + channels)))
        .with(draft -> draft.channels = Optional.of(channels));
  }

  /** What the methods that take a value may change. */
  private static final class Draft {
    private Optional<String> channels;
    private boolean binds;
    private int highWaterMark;
    private int handshakeMillis;
    private SlowReaderPolicy slowReaders;
    private List<TopicRule> topics;
    private String mediaType;
    private boolean json;
    private OriginalParts parts;
    private SubscriptionOffers offers;
    private AskRules asks;
    private Connections connections;
    private Set<Door> doors;
    private Security security;

    Draft(EndpointSpec of) {
      channels = of.channels;
      binds = of.binds;
      highWaterMark = of.highWaterMark;
      handshakeMillis = of.handshakeMillis;
      slowReaders = of.slowReaders;
      topics = of.topics;
      mediaType = of.mediaType;
      json = of.json;
      parts = of.parts;
      offers = of.offers;
      asks = of.asks;
      connections = of.connections;
      doors = of.doors;
      security = of.security;
    }
  }

  private EndpointSpec with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new EndpointSpec(
        name,
        type,
        addresses,
        draft.channels,
        draft.binds,
        draft.highWaterMark,
        draft.handshakeMillis,
        draft.slowReaders,
        draft.topics,
        draft.mediaType,
        draft.json,
        draft.parts,
        draft.offers,
        draft.asks,
        draft.connections,
        draft.doors,
        draft.security);
  }

  /**
   * The same, and the bridge binds there, or connects.
   *
   * @throws IllegalArgumentException if it cannot be so for endpoints of this type
   */
  public EndpointSpec binds(boolean bound) {
    return with(draft -> draft.binds = bound);
  }

  /** The same with another high-water mark, in messages. */
  public EndpointSpec highWaterMark(int messages) {
    return with(draft -> draft.highWaterMark = messages);
  }

  /** The same with another deadline for ZeroMQ handshakes. */
  public EndpointSpec handshakeMillis(int millis) {
    return with(draft -> draft.handshakeMillis = millis);
  }

  /** The same with another policy for pages that read too slowly. */
  public EndpointSpec slowReaders(SlowReaderPolicy policy) {
    return with(draft -> draft.slowReaders = policy);
  }

  /** The same with these topics only. */
  public EndpointSpec topics(List<TopicRule> rules) {
    return with(draft -> draft.topics = rules);
  }

  /**
   * The same, and what its services reply is of this media type, over HTTP.
   *
   * @throws IllegalArgumentException if it is none, or {@code multipart}; the message says so
   */
  public EndpointSpec mediaType(String type) {
    return with(draft -> draft.mediaType = checkedMediaType(type));
  }

  /**
   * Checks a media type (RFC 9110, section 8.3.1).
   *
   * @throws IllegalArgumentException if it is none, or {@code multipart}
   */
  public static String checkedMediaType(String type) {
    if (!MEDIA_TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "\"" + type + "\" is no media type of one thing, such as text/plain; charset=utf-8");
    }
    return type;
  }

  /** The media type of what its services reply, over HTTP. */
  public String replyType() {
    return !mediaType.isEmpty()
        ? mediaType
        : json ? "application/json" : "application/octet-stream";
  }

  /** The same, and requests must be JSON (RFC 8259), or not. */
  public EndpointSpec json(boolean demanded) {
    return with(draft -> draft.json = demanded);
  }

  /** The same, and of publications of several frames pages receive this. */
  public EndpointSpec parts(OriginalParts received) {
    return with(draft -> draft.parts = received);
  }

  /** The same, and subscribers may have this besides what is published. */
  public EndpointSpec offers(SubscriptionOffers offered) {
    return with(draft -> draft.offers = offered);
  }

  /** The same, and pages are asked so. */
  public EndpointSpec asks(AskRules rules) {
    return with(draft -> draft.asks = rules);
  }

  /**
   * The same, and pages use these ZeroMQ connections.
   *
   * @throws IllegalArgumentException if an endpoint of this kind cannot do so
   */
  public EndpointSpec connections(Connections used) {
    return with(draft -> draft.connections = used);
  }

  /**
   * The same, and clients come to it by these doors only.
   *
   * @throws IllegalArgumentException if there is none
   */
  public EndpointSpec doors(Set<Door> open) {
    return with(draft -> draft.doors = open);
  }

  /** Whether clients may come to it by this door. */
  public boolean opens(Door door) {
    return doors.contains(door);
  }

  /**
   * The same with another protection of its ZeroMQ connections.
   *
   * @throws IllegalArgumentException if it is not for endpoints of this type, or of this process
   */
  public EndpointSpec security(Security protection) {
    return with(draft -> draft.security = protection);
  }

  /** What a page names by an address. */
  record Key(SocketType type, ZmqEndpoint address) {}

  /** Where it is, in canonical form; of several addresses all, with a comma and a space between. */
  public String where() {
    return addresses.toString();
  }

  /** Which publications it opens to somebody. */
  public Topics topicsFor(Optional<String> principal) {
    if (topics.isEmpty()) {
      return Topics.ALL;
    }
    return Topics.anyOf(topics.stream().map(rule -> rule.open(principal)).toList());
  }

  /** All that a page may call it by, besides its name. */
  List<Key> keys() {
    return addresses.all().stream().map(address -> new Key(type, address)).toList();
  }

  /**
   * How many ZeroMQ sockets it takes: one that is bound wherever it is, or one for each service;
   * those that pages have of their own are counted by themselves.
   */
  int sockets() {
    if (connections == Connections.OWN) {
      return 0;
    }
    return binds ? 1 : addresses.count();
  }

  /**
   * The largest message that a page may send here: of what is published, so many may wait for each
   * subscriber as the high-water mark says, and nobody knows for how long.
   */
  public int maxSentBytes() {
    return type == SocketType.PUB
        ? Math.max(MIN_PUBLISHED_BYTES, MAX_WAITING_BYTES / highWaterMark)
        : Integer.MAX_VALUE;
  }

  /** How a socket is set up that connects to one of its addresses. */
  SocketOptions connecting(ZmqType type, long maxFrameBytes) {
    return SocketOptions.connecting(type, highWaterMark, maxFrameBytes, handshakeMillis)
        .with(security);
  }

  /** How a socket is set up that is bound at its addresses. */
  SocketOptions bound(ZmqType type, long maxFrameBytes, int maxPeers) {
    return SocketOptions.bound(type, highWaterMark, maxFrameBytes, handshakeMillis, maxPeers)
        .with(security);
  }
}
