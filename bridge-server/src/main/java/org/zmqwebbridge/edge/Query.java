package org.zmqwebbridge.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the parameters of a request's query. */
public final class Query {
  private static final byte[] MALFORMED = {0x25}; // "%"

  private Query() {}

  /** Whether there is such a parameter. */
  public static boolean has(String query, String parameter) {
    return Arrays.stream(query.split("&", -1)).anyMatch(each -> each.startsWith(parameter + "="));
  }

  /** The first value of a parameter; "%" for one that is not encoded as such are. */
  public static Optional<byte[]> first(String query, String parameter) {
    try {
      return values(query, parameter).stream().findFirst();
    } catch (IllegalArgumentException malformed) {
      return Optional.of(MALFORMED);
    }
  }

  /**
   * All values of a parameter, decoded: any bytes.
   *
   * @throws IllegalArgumentException if one is not encoded as such values are
   */
  public static List<byte[]> values(String query, String parameter) {
    List<byte[]> values = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(parameter + "=")) {
        String value = URLDecoder.decode(pair.substring(parameter.length() + 1), ISO_8859_1);
        values.add(value.getBytes(ISO_8859_1));
      }
    }
    return values;
  }
}
