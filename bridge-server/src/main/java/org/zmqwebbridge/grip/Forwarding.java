package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.RequestHead;

/**
 * What origins are told of where a request comes from, and what is believed of those who have
 * passed it on.
 *
 * <p>Immutable.
 *
 * @param choosesRoutes whether a client may choose its route by {@code Pushpin-Route}
 * @param acceptsProtocol whether a client that says so in {@code X-Forwarded-Proto} has come over
 *     TLS
 * @param protocol how origins are told that a client has come over TLS
 * @param ofOthers what becomes of {@code X-Forwarded-For}
 * @param ofTrusted the same where a trusted proxy says it
 * @param cdnLoop what is added to {@code CDN-Loop} (RFC 8586); empty: nothing
 * @param markedOnly headers, by lower-case names, of which a route with {@code orig_headers} says
 *     once more what came with the mark already, and not what came without
 */
public record Forwarding(
    boolean choosesRoutes,
    boolean acceptsProtocol,
    Protocol protocol,
    ForwardedFor ofOthers,
    ForwardedFor ofTrusted,
    String cdnLoop,
    Set<String> markedOnly) {
  /** Where nothing is said. */
  public static final Forwarding STANDARD =
      new Forwarding(
          false,
          false,
          Protocol.PROTO,
          ForwardedFor.UNTOUCHED,
          ForwardedFor.UNTOUCHED,
          "",
          Set.of());

  /** How origins are told that a client has come over TLS; where that is ours, it is not theirs. */
  public enum Protocol {
    /** It is the client's to say. */
    UNTOUCHED,
    /** By {@code X-Forwarded-Proto}. */
    PROTO,
    /** By {@code X-Forwarded-Protocol}, too, as some old applications want it. */
    BOTH
  }

  /** Checks that it can be. */
  public Forwarding {
    markedOnly =
        markedOnly.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    if (!HeaderField.isValue(cdnLoop)) {
      throw new IllegalArgumentException("CDN-Loop is told one line of plain text");
    }
  }

  /** The same, where clients choose routes or do not. */
  public Forwarding choosing(boolean chooses) {
    return new Forwarding(
        chooses, acceptsProtocol, protocol, ofOthers, ofTrusted, cdnLoop, markedOnly);
  }

  /** The same with other ways of saying who has come over TLS. */
  public Forwarding with(boolean accepts, Protocol said) {
    return new Forwarding(choosesRoutes, accepts, said, ofOthers, ofTrusted, cdnLoop, markedOnly);
  }

  /** The same, where other things become of addresses. */
  public Forwarding with(ForwardedFor others, ForwardedFor trusted) {
    return new Forwarding(
        choosesRoutes, acceptsProtocol, protocol, others, trusted, cdnLoop, markedOnly);
  }

  /** The same, with this added to {@code CDN-Loop}. */
  public Forwarding withCdnLoop(String name) {
    return new Forwarding(
        choosesRoutes, acceptsProtocol, protocol, ofOthers, ofTrusted, name, markedOnly);
  }

  /** The same, where these headers count as they came only with the mark. */
  public Forwarding withMarkedOnly(Set<String> names) {
    return new Forwarding(
        choosesRoutes, acceptsProtocol, protocol, ofOthers, ofTrusted, cdnLoop, names);
  }

  /** Whether {@code X-Forwarded-Proto} is not the client's to say to an origin. */
  boolean ownsProtocol() {
    return acceptsProtocol || protocol != Protocol.UNTOUCHED;
  }

  /** Whether a client that has not come over TLS to us has done so to whom it came by. */
  boolean saysTls(RequestHead head) {
    String said =
        head.header("x-forwarded-proto").or(() -> head.header("x-forwarded-protocol")).orElse("");
    return acceptsProtocol
        && !head.secure()
        && (said.equalsIgnoreCase("https") || said.equalsIgnoreCase("wss"));
  }

  /**
   * What becomes of the addresses in {@code X-Forwarded-For}.
   *
   * @param kept how many of the last ones stay; -1: all
   * @param isAppended whether the client's own comes after them
   */
  public record ForwardedFor(int kept, boolean isAppended) {
    /** They are the client's to say. */
    public static final ForwardedFor UNTOUCHED = new ForwardedFor(-1, false);

    private static final String TRUNCATE = "truncate:";

    /**
     * Reads {@code truncate:N,append}, of which either may be missing.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static ForwardedFor of(String words) {
      int kept = -1;
      boolean appended = false;
      for (String word : words.isBlank() ? List.<String>of() : List.of(words.split(",", -1))) {
        String plain = word.trim();
        if (plain.equals("append")) {
          appended = true;
        } else if (plain.matches("truncate:[0-9]{1,4}")) {
          kept = Integer.parseInt(plain.substring(TRUNCATE.length()));
        } else {
          throw new IllegalArgumentException(
              "X-Forwarded-For is treated by truncate:N,append, not by " + plain);
        }
      }
      return new ForwardedFor(kept, appended);
    }

    /**
     * The header as it is passed on; empty: it is not.
     *
     * @param said as it came, a value for each header
     * @param client the address of who says so
     */
    String apply(List<String> said, String client) {
      if (said.isEmpty() && !isAppended) {
        return "";
      }
      List<String> addresses = new ArrayList<>();
      for (String one : said) {
        for (String address : one.split(",", -1)) {
          if (!address.isBlank()) {
            addresses.add(address.trim());
          }
        }
      }
      int first = kept < 0 ? 0 : Math.max(0, addresses.size() - kept);
      addresses = new ArrayList<>(addresses.subList(first, addresses.size()));
      if (isAppended) {
        addresses.add(client);
      }
      return String.join(", ", addresses);
    }
  }
}
