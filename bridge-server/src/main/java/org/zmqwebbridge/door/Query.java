package org.zmqwebbridge.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;

/** Reads the parameters of a request's query. */
final class Query {
  private Query() {}

  /**
   * All values of a parameter, decoded: any bytes.
   *
   * @throws IllegalArgumentException if one is not encoded as such values are
   */
  static List<byte[]> values(String query, String parameter) {
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
