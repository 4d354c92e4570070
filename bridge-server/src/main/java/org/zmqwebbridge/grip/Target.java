package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.origin.OriginAddress;

/**
 * An origin of a route.
 *
 * <p>Immutable.
 *
 * @param place where it is
 * @param host that it is told instead of what the client has asked for
 * @param isOverHttp whether WebSockets come to it as requests
 * @param isOneEvent whether it gets one event in each of these
 * @param channels that all who wait hear as well, unasked
 * @param weight how often it is chosen beside others that say theirs; 0: they are asked in order
 */
public record Target(
    Place place,
    Optional<String> host,
    boolean isOverHttp,
    boolean isOneEvent,
    List<String> channels,
    int weight) {
  public Target {
    channels = List.copyOf(channels);
  }

  /** Where it is. */
  public sealed interface Place {}

  /** By HTTP/1.1. */
  public record Http(OriginAddress address) implements Place {
    /** Its address alone. */
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /** Here: what answers where nobody has an origin yet. */
  public record Test() implements Place {
    @Override
    public String toString() {
      return "test";
    }
  }

  /**
   * By ZeroMQ.
   *
   * @param spec where we bind
   * @param isRequest whether it is a REP that answers each message with one; otherwise it streams
   */
  public record Zhttp(String spec, boolean isRequest) implements Place {
    /** As routes have it. */
    @Override
    public String toString() {
      return (isRequest ? "zhttpreq/" : "zhttp/") + spec;
    }
  }
}
