package org.zmqwebbridge.edge.jetty;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.zmqwebbridge.edge.DeflateSettings;
import org.zmqwebbridge.edge.EdgeLimits;
import org.zmqwebbridge.edge.Listener;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.proxy.TrustedProxies;

/**
 * How browsers come in.
 *
 * @param listen the addresses, all with one port; port 0 takes a free one
 * @param path where the WebSocket is, for example {@code /data}
 * @param origins the Origins that may connect, for example {@code https://example.com}; empty: only
 *     the bridge's own
 * @param publicOrigins the Origins by which browsers know the bridge; empty: what their Host says
 * @param hosts the names of hosts that are served, without ports; empty: all
 * @param proxies who may say which client is behind it, and where
 * @param deflate what is compressed for clients that offer it, if anything
 * @param tls certificate and key, if the listener speaks TLS
 * @param pages the files that are served at {@code /}, if any
 * @param limits what browsers may take
 * @param serves what is at {@code listen}
 * @param listeners where clients come in besides
 * @param selectors how many threads read from browsers
 */
public record EdgeConfig(
    List<InetSocketAddress> listen,
    String path,
    List<String> origins,
    List<String> publicOrigins,
    List<String> hosts,
    TrustedProxies proxies,
    Optional<DeflateSettings> deflate,
    Optional<Tls> tls,
    Optional<Pages> pages,
    EdgeLimits limits,
    Set<Served> serves,
    List<Listener> listeners,
    int selectors) {

  public EdgeConfig {
    listen = List.copyOf(listen);
    origins = List.copyOf(origins);
    publicOrigins = List.copyOf(publicOrigins);
    hosts = List.copyOf(hosts);
    serves = Set.copyOf(serves);
    listeners = List.copyOf(listeners);
  }

  /** The same, but for what a listener takes over while it listens: the other's. */
  public EdgeConfig reloaded(EdgeConfig other) {
    boolean stillTls = tls.isPresent() && other.tls.isPresent();
    return new EdgeConfig(
        listen,
        path,
        other.origins,
        other.publicOrigins,
        other.hosts,
        proxies,
        deflate,
        stillTls ? other.tls : tls,
        pages,
        other.limits,
        serves,
        listeners,
        selectors);
  }

  /**
   * A TLS identity.
   *
   * @param certificate a PEM file: the certificate, and after it the chain
   * @param key a PEM file: the private key, not encrypted; may be the same file
   * @param http2 whether clients may choose HTTP/2
   * @param others shown to clients that ask for a name in one of them; certificate and key each
   */
  public record Tls(Path certificate, Path key, boolean http2, List<Tls> others) {
    public Tls {
      others = List.copyOf(others);
    }

    /** With HTTP/2, and alone. */
    public Tls(Path certificate, Path key) {
      this(certificate, key, true, List.of());
    }

    /** The same, where clients may choose HTTP/2 or not. */
    public Tls with(boolean spoken) {
      return new Tls(certificate, key, spoken, others);
    }

    /** The same with one more certificate. */
    public Tls and(Tls other) {
      return new Tls(
          certificate, key, http2, Stream.concat(others.stream(), Stream.of(other)).toList());
    }
  }

  /**
   * Checks an Origin of {@code websocket.origins}.
   *
   * @throws IllegalArgumentException if it is none; the message says what one looks like
   */
  public static String checkedOrigin(String origin) {
    OriginPolicy unused = new OriginPolicy(List.of(origin), List.of());
    return origin;
  }

  /**
   * Checks an Origin of {@code websocket.publicOrigin}.
   *
   * @throws IllegalArgumentException if it is none; the message says what one looks like
   */
  public static String checkedPublicOrigin(String origin) {
    OriginPolicy unused = new OriginPolicy(List.of(), List.of(origin));
    return origin;
  }
}
