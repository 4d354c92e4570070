package org.zmqwebbridge.mongrel2;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.http1.HttpHead;
import org.zmqwebbridge.mongrel2.wire.HeaderBlock;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;

/**
 * The headers of a request as handlers get them: the client's, in lower case, and then the
 * server's, in upper case.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class RequestHeaders {
  /** Of one name; more are left out. */
  private static final int MAX_VALUES = 5;

  private static final String FORWARDED_FOR = "x-forwarded-for";
  private static final String UPLOAD = "x-mongrel2-upload-";

  private RequestHeaders() {}

  /**
   * All but the method.
   *
   * @param pattern of the route
   * @param keepsForwarded whether a client may say for whom it speaks
   */
  static HeaderBlock of(
      HttpHead head, Client client, String pattern, HandlerPair handlers, boolean keepsForwarded) {
    HeaderBlock headers = handlers.headers();
    Map<String, Object> said = new LinkedHashMap<>();
    Counters counters = client.server().counters();
    head.forEach((name, value) -> said.merge(name, value, (all, one) -> merge(all, one, counters)));
    if (!keepsForwarded) {
      said.put(FORWARDED_FOR, client.address());
    }
    said.forEach(
        (name, value) -> {
          if (name.startsWith(UPLOAD)) {
            return; // these are the server's words
          }
          if (value instanceof List<?> values) {
            headers.add(name, values.stream().map(String.class::cast).toList());
          } else {
            headers.add(name, (String) value);
          }
        });
    headers.add("VERSION", head.version());
    headers.add("URI", head.uri());
    headers.add("PATH", head.path());
    if (head.query() != null) {
      headers.add("QUERY", head.query());
    }
    if (head.fragment() != null) {
      headers.add("FRAGMENT", head.fragment());
    }
    client
        .connection()
        .certificate()
        .ifPresent(certificate -> headers.add("PEER_CERT_SHA1", sha1(certificate)));
    return server(headers, client, pattern);
  }

  /** What is said of every message. */
  static HeaderBlock server(HeaderBlock headers, Client client, String pattern) {
    return headers
        .add("PATTERN", pattern)
        .add("URL_SCHEME", client.connection().isSecure() ? "https" : "http")
        .add("REMOTE_ADDR", client.address());
  }

  /** What tells certificates apart, as theirs writes it; nothing is protected by it. */
  private static String sha1(byte[] certificate) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(certificate));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @SuppressWarnings("unchecked") // lists are made here
  private static Object merge(Object before, Object value, Counters counters) {
    List<String> all =
        before instanceof List<?>
            ? (List<String>) before
            : new ArrayList<>(List.of((String) before));
    if (all.size() < MAX_VALUES) {
      all.add((String) value);
    } else {
      counters.increment(Counter.MONGREL2_HEADERS_LEFT_OUT);
    }
    return all;
  }
}
