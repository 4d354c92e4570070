package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;

/**
 * What origins are told of where a request comes from.
 *
 * <p>Immutable.
 *
 * @param choosesRoutes whether a client may choose its route by {@code Pushpin-Route}
 * @param saysProtocol whether {@code X-Forwarded-Proto} is ours to say: https or nothing
 * @param ofOthers what becomes of {@code X-Forwarded-For}
 * @param ofTrusted the same where a trusted proxy says it
 */
public record Forwarding(
    boolean choosesRoutes, boolean saysProtocol, ForwardedFor ofOthers, ForwardedFor ofTrusted) {
  /** Where nothing is said. */
  public static final Forwarding STANDARD =
      new Forwarding(false, true, ForwardedFor.UNTOUCHED, ForwardedFor.UNTOUCHED);

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
