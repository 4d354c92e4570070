package org.zmqwebbridge.origin;

/**
 * Where a back end is.
 *
 * <p>Immutable.
 *
 * @param host a name or an address; one of IPv6 without brackets
 * @param tls how it proves who it is; {@code null}: it is spoken to in the clear
 */
public record OriginAddress(String host, int port, OriginTls tls) {
  /** As URLs have it, for example {@code https://[::1]:8443}. */
  @Override
  public String toString() {
    return (tls == null ? "http://" : "https://")
        + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
        + ":"
        + port;
  }
}
