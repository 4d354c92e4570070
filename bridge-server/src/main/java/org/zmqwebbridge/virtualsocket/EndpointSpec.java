package org.zmqwebbridge.virtualsocket;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.auth.Topics;
import org.zmqwebbridge.edge.SlowReaderPolicy;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * One endpoint that the configuration opens to pages. {@link #of} makes one with the defaults; the
 * methods that take a value make another one of it.
 *
 * @param name what pages and operators call it
 * @param type the only socket type that may open it
 * @param address where the service is, or (REP) where the bridge binds
 * @param highWaterMark messages that ZeroMQ queues per peer and direction
 * @param handshakeMillis the deadline of a ZeroMQ handshake
 * @param slowReaders what a page that reads too slowly loses of publications; means something for
 *     SUB only
 * @param topics which publications pages may receive, whatever hooks say; means something for SUB
 *     only. Empty: all
 * @param json whether a request must be JSON to reach the service; means something for REQ only
 * @param parts what a page receives of a publication of several frames; means something for SUB
 *     only
 * @param security by which mechanism the service's, or (REP) the askers', connections are protected
 */
public record EndpointSpec(
    String name,
    SocketType type,
    ZmqEndpoint address,
    int highWaterMark,
    int handshakeMillis,
    SlowReaderPolicy slowReaders,
    List<TopicRule> topics,
    boolean json,
    OriginalParts parts,
    Security security) {

  /** What ZeroMQ queues unless told otherwise. */
  public static final int DEFAULT_HIGH_WATER_MARK = 1000;

  /** How long a ZeroMQ handshake may take unless told otherwise, in milliseconds. */
  public static final int DEFAULT_HANDSHAKE_MILLIS = 1000;

  public EndpointSpec {
    topics = List.copyOf(topics);
    boolean binds = type == SocketType.REP;
    if (!(binds ? security.isForBinding() : security.isForConnecting())) {
      throw new IllegalArgumentException(
          "endpoint "
              + name
              + (binds
                  ? " is REP: the bridge binds there, and says who may connect, not whom it connects to"
                  : " is " + type + ": the bridge connects there, and says to whom, not who may"));
    }
    if (address.isInproc() && !security.isNone()) {
      throw new IllegalArgumentException(
          "endpoint " + name + " is inside this process, where nothing is encrypted; take it out");
    }
  }

  /** An endpoint with the defaults. */
  public static EndpointSpec of(String name, SocketType type, ZmqEndpoint address) {
    return new EndpointSpec(
        name,
        type,
        address,
        DEFAULT_HIGH_WATER_MARK,
        DEFAULT_HANDSHAKE_MILLIS,
        SlowReaderPolicy.OLDEST,
        List.of(),
        false,
        OriginalParts.LAST,
        Security.none());
  }

  /** The same with another high-water mark, in messages. */
  public EndpointSpec highWaterMark(int messages) {
    return new EndpointSpec(
        name, type, address, messages, handshakeMillis, slowReaders, topics, json, parts, security);
  }

  /** The same with another deadline for ZeroMQ handshakes. */
  public EndpointSpec handshakeMillis(int millis) {
    return new EndpointSpec(
        name, type, address, highWaterMark, millis, slowReaders, topics, json, parts, security);
  }

  /** The same with another policy for pages that read too slowly. */
  public EndpointSpec slowReaders(SlowReaderPolicy policy) {
    return new EndpointSpec(
        name, type, address, highWaterMark, handshakeMillis, policy, topics, json, parts, security);
  }

  /** The same with these topics only. */
  public EndpointSpec topics(List<TopicRule> rules) {
    return new EndpointSpec(
        name,
        type,
        address,
        highWaterMark,
        handshakeMillis,
        slowReaders,
        rules,
        json,
        parts,
        security);
  }

  /** The same, and requests must be JSON (RFC 8259), or not. */
  public EndpointSpec json(boolean demanded) {
    return new EndpointSpec(
        name,
        type,
        address,
        highWaterMark,
        handshakeMillis,
        slowReaders,
        topics,
        demanded,
        parts,
        security);
  }

  /** The same, and of publications of several frames pages receive this. */
  public EndpointSpec parts(OriginalParts received) {
    return new EndpointSpec(
        name,
        type,
        address,
        highWaterMark,
        handshakeMillis,
        slowReaders,
        topics,
        json,
        received,
        security);
  }

  /**
   * The same with another protection of its ZeroMQ connections.
   *
   * @throws IllegalArgumentException if it is not for endpoints of this type, or of this process
   */
  public EndpointSpec security(Security protection) {
    return new EndpointSpec(
        name,
        type,
        address,
        highWaterMark,
        handshakeMillis,
        slowReaders,
        topics,
        json,
        parts,
        protection);
  }

  /** What a page names by an address. */
  record Key(SocketType type, ZmqEndpoint address) {}

  /** Which publications it opens to somebody. */
  Topics topicsFor(Optional<String> principal) {
    if (topics.isEmpty()) {
      return Topics.ALL;
    }
    return Topics.anyOf(topics.stream().map(rule -> rule.open(principal)).toList());
  }

  Key key() {
    return new Key(type, address);
  }
}
