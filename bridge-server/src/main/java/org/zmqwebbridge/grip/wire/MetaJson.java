package org.zmqwebbridge.grip.wire;

import java.util.Map;
import java.util.TreeMap;

/** What is known about a message or a subscriber, as JSON that may stand in a header. */
public final class MetaJson {
  private MetaJson() {}

  /** An object of strings, in ASCII. */
  public static String write(Map<String, String> meta) {
    String json = PublishWriter.json(new TreeMap<>(meta));
    StringBuilder ascii = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c > '~') {
        ascii.append(String.format("\\u%04x", (int) c));
      } else {
        ascii.append(c);
      }
    }
    return ascii.toString();
  }
}
