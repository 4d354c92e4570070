package org.zmqwebbridge.blastbeat.wire;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What a node is told of a request, in the order in which BlastBeat tells it. Text has one
 * character for each byte.
 *
 * <p>Immutable.
 *
 * @param path as sent, not decoded
 * @param query after the question mark; {@code null} or empty: there is none
 * @param version for example {@code HTTP/1.1}
 * @param headers calls for each header, by its name in lower case, in the order sent
 * @param host the name of the virtual host as it is configured, with its port if it has one there
 * @param remotePort of the client
 * @param isSecure whether it has come over TLS
 */
public record RequestVariables(
    String method,
    String path,
    String query,
    String version,
    Consumer<BiConsumer<String, String>> headers,
    String host,
    String remoteAddress,
    int remotePort,
    boolean isSecure) {
  private static final String STANDARD_PORT = "80";

  /**
   * As one message. After BlastBeat's own come {@code HTTPS} and {@code REQUEST_SCHEME}, over TLS
   * only.
   *
   * <p>Left out are {@code Proxy}, which would be {@code HTTP_PROXY}, by which HTTP libraries are
   * told of a proxy, and headers with an underscore in their names: a client could write one that
   * looks like another, which a proxy in front has set or taken away.
   *
   * @throws UwsgiOverflowException if they are more than a packet holds
   */
  public byte[] packet() throws UwsgiOverflowException {
    UwsgiWriter writer = new UwsgiWriter();
    writer.add("REQUEST_METHOD", method).add("SCRIPT_NAME", "").add("PATH_INFO", path);
    writer.add("QUERY_STRING", query == null ? "" : query);
    Content content = new Content();
    headers.accept(content);
    content.addTo(writer);
    int colon = portColon(host);
    writer.add("SERVER_NAME", colon < 0 ? host : host.substring(0, colon));
    writer.add("SERVER_PORT", colon < 0 ? STANDARD_PORT : host.substring(colon + 1));
    writer.add("SERVER_PROTOCOL", version).add("REMOTE_ADDR", remoteAddress);
    writer.add("REMOTE_PORT", Integer.toString(remotePort));
    headers.accept(
        (name, value) -> {
          if (isTold(name)) {
            writer.addHeader(name, value);
          }
        });
    if (isSecure) {
      writer.add("HTTPS", "on").add("REQUEST_SCHEME", "https");
    }
    return writer.packet();
  }

  /** Whether nodes get a header of this name, in lower case. */
  public static boolean isTold(String name) {
    return name.indexOf('_') < 0 && !name.equals("proxy");
  }

  /** An address of IPv6 in brackets has colons of its own. */
  private static int portColon(String host) {
    return host.indexOf(':', Math.max(0, host.indexOf(']')));
  }

  /** The two headers that have variables of their own. */
  private static final class Content implements BiConsumer<String, String> {
    private String type;
    private String length;

    @Override
    public void accept(String name, String value) {
      if (type == null && name.equals("content-type")) {
        type = value;
      } else if (length == null && name.equals("content-length")) {
        length = value;
      }
    }

    void addTo(UwsgiWriter writer) {
      if (type != null) {
        writer.add("CONTENT_TYPE", type);
      }
      if (length != null) {
        writer.add("CONTENT_LENGTH", length);
      }
    }
  }
}
