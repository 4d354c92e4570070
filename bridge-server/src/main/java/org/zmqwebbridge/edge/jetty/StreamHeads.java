package org.zmqwebbridge.edge.jetty;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.MetaData;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.StreamHead;

/** Heads of HTTP/2 in our words. */
final class StreamHeads {
  private static final String COOKIE = "cookie";
  private static final String HOST = "host";
  private static final int MAX_LENGTH_DIGITS = 18;

  private StreamHeads() {}

  /**
   * That of a request.
   *
   * @param isWhole whether there is no body
   * @return {@code null}: it says what no head may (RFC 9113, section 8.1.1)
   */
  static StreamHead of(MetaData.Request request, boolean isWhole) {
    HttpURI uri = request.getHttpURI();
    String target = uri.getPathQuery();
    String authority = uri.getAuthority();
    List<HeaderField> headers = new ArrayList<>();
    List<String> crumbs = new ArrayList<>(1);
    String length = null;
    for (HttpField field : request.getHttpFields()) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      String value = field.getValue() == null ? "" : field.getValue();
      if (!HeaderField.isName(name) || !HeaderField.isValue(value)) {
        return null;
      }
      if (name.equals(HOST)) {
        if (authority != null && !authority.equalsIgnoreCase(value)) {
          return null; // section 8.3.1
        }
        authority = value;
      } else if (name.equals(COOKIE)) {
        crumbs.add(value);
      } else {
        headers.add(new HeaderField(name, value));
        length = field.getHeader() == HttpHeader.CONTENT_LENGTH ? twice(length, value) : length;
      }
    }
    if (!crumbs.isEmpty()) {
      headers.add(new HeaderField(COOKIE, String.join("; ", crumbs)));
    }
    Optional<Long> body = bodyBytes(length, isWhole);
    if (body.isEmpty()) {
      return null;
    }
    return new StreamHead(
        request.getMethod(),
        target == null ? String.valueOf(authority) : target,
        authority == null ? "" : authority,
        headers,
        HttpMethod.CONNECT.is(request.getMethod()) ? -1 : body.get(),
        Optional.ofNullable(request.getProtocol()));
  }

  /** No number, if it is said twice. */
  private static String twice(String before, String value) {
    return before == null ? value : before + "," + value;
  }

  private static Optional<Long> bodyBytes(String length, boolean isWhole) {
    if (length == null) {
      return Optional.of(isWhole ? 0L : -1L);
    }
    if (length.isEmpty()
        || length.length() > MAX_LENGTH_DIGITS
        || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    long said = Long.parseLong(length);
    return isWhole && said != 0 ? Optional.empty() : Optional.of(said);
  }
}
