package org.zmqwebbridge.grip;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;

/**
 * The headers that an origin is told: its client's, but for those that are about the connection
 * (RFC 9110, section 7.6.1) and those that are ours to say.
 *
 * <p>Owner thread: the one that makes it. Lifetime: one request.
 */
final class OriginHead {
  private static final ConnectionHeaders NOT_PASSED_ON =
      new ConnectionHeaders(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "content-length",
          "http2-settings",
          "host");
  private static final String OURS = "grip-";
  private static final String MARK = "eb9bf0f5-";
  private static final String FORWARDED_FOR = "x-forwarded-for";
  private static final String PROTO = "x-forwarded-proto";
  private static final String PROTOCOL = "x-forwarded-protocol";
  private static final String CDN_LOOP = "cdn-loop";

  private final RequestHead head;
  private final boolean isPlain;
  private final boolean isTrusted;
  private final boolean keepsOriginals;
  private final boolean passesMarked;
  private final Forwarding forwarding;
  private final Set<String> dropped;
  private final Set<String> replaced = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final List<HeaderField> headers = new ArrayList<>();
  private final List<HeaderField> originals = new ArrayList<>(0);
  private StringBuilder cookies; // null: none yet

  private OriginHead(
      RequestHead head,
      boolean isPlain,
      boolean isTrusted,
      boolean keepsOriginals,
      Forwarding forwarding) {
    this.head = head;
    this.isPlain = isPlain;
    this.isTrusted = isTrusted;
    this.keepsOriginals = keepsOriginals && !isTrusted;
    this.passesMarked = keepsOriginals && isTrusted;
    this.forwarding = forwarding;
    this.dropped = NOT_PASSED_ON.and(head.headers("connection"));
  }

  /**
   * @param host that the origin is told is asked for
   * @param isPlain whether answers are only passed on, so that they may be encoded in any way
   * @param isTrusted whether what its client says of GRIP is to be believed
   * @param keepsOriginals whether each header is said once more as it came, with a mark
   * @param more said by us, in the place of what the client says by the same names; an empty value:
   *     nothing is said
   */
  static List<HeaderField> of(
      RequestHead head,
      String host,
      boolean isPlain,
      boolean isTrusted,
      boolean keepsOriginals,
      Forwarding forwarding,
      List<HeaderField> more) {
    OriginHead made = new OriginHead(head, isPlain, isTrusted, keepsOriginals, forwarding);
    made.headers.add(new HeaderField("Host", host));
    more.forEach(field -> made.replaced.add(field.name()));
    head.forEachHeader(made::pass);
    return made.end(more);
  }

  private void pass(String name, String value) {
    if (keepsOriginals) {
      keep(name, value);
    }
    if (isPassedOn(name)) {
      if (name.equals("cookie")) {
        // HTTP/2 may have it in crumbs, HTTP/1.1 may not (RFC 9113, section 8.2.3)
        cookies = cookies == null ? new StringBuilder() : cookies.append("; ");
        cookies.append(value);
      } else {
        headers.add(new HeaderField(written(name), value));
      }
    }
  }

  /** Once more, with the mark; what has one already is taken where that is wanted only. */
  private void keep(String name, String value) {
    boolean isMarked = name.startsWith(MARK);
    String plain = isMarked ? name.substring(MARK.length()) : name;
    if (isMarked == forwarding.markedOnly().contains(plain)) {
      originals.add(new HeaderField(MARK + written(plain), value));
    }
  }

  private boolean isPassedOn(String name) {
    boolean isOurs =
        (!isTrusted && !isPlain && name.startsWith(OURS))
            || (!isPlain && name.equals("accept-encoding"))
            || (!passesMarked && name.startsWith(MARK))
            || (forwarding.choosesRoutes() && name.equals("pushpin-route"))
            || (forwarding.ownsProtocol() && (name.equals(PROTO) || name.equals(PROTOCOL)))
            || (!forwarding.cdnLoop().isEmpty() && name.equals(CDN_LOOP))
            || name.equals(FORWARDED_FOR);
    return !isOurs && !dropped.contains(name) && !replaced.contains(name);
  }

  private List<HeaderField> end(List<HeaderField> more) {
    if (cookies != null) {
      headers.add(new HeaderField("Cookie", cookies.toString()));
    }
    if (!replaced.contains(FORWARDED_FOR)) {
      forwardedFor();
    }
    if (head.secure()) {
      protocol();
    }
    if (!forwarding.cdnLoop().isEmpty() && !replaced.contains(CDN_LOOP)) {
      List<String> passed = new ArrayList<>(head.headers(CDN_LOOP));
      passed.add(forwarding.cdnLoop());
      headers.add(new HeaderField("CDN-Loop", String.join(", ", passed)));
    }
    headers.addAll(originals);
    for (HeaderField field : more) {
      if (!field.value().isEmpty()) {
        headers.add(field);
      }
    }
    return headers;
  }

  private void protocol() {
    if (forwarding.protocol() != Forwarding.Protocol.UNTOUCHED && !replaced.contains(PROTO)) {
      headers.add(new HeaderField("X-Forwarded-Proto", "https"));
    }
    if (forwarding.protocol() == Forwarding.Protocol.BOTH && !replaced.contains(PROTOCOL)) {
      headers.add(new HeaderField("X-Forwarded-Protocol", "https"));
    }
  }

  private void forwardedFor() {
    InetAddress client = head.remoteAddress().getAddress();
    String said =
        (isTrusted ? forwarding.ofTrusted() : forwarding.ofOthers())
            .apply(
                head.headers(FORWARDED_FOR),
                client == null ? head.remoteAddress().getHostString() : client.getHostAddress());
    if (!said.isEmpty()) {
      headers.add(new HeaderField("X-Forwarded-For", said));
    }
  }

  /** Trailers, as they are passed on: nothing that would count as a header (RFC 9110, 6.5.1). */
  static List<HeaderField> trailers(List<HeaderField> said) {
    return said.stream().filter(field -> !NOT_PASSED_ON.isTrailerless(field.name())).toList();
  }

  /** As people write it: {@code User-Agent}. */
  static String written(String lowerCase) {
    char[] name = lowerCase.toCharArray();
    boolean first = true;
    for (int i = 0; i < name.length; i++) {
      if (first && name[i] >= 'a' && name[i] <= 'z') {
        name[i] = Character.toUpperCase(name[i]);
      }
      first = name[i] == '-';
    }
    return new String(name);
  }
}
