package org.zmqwebbridge.mongrel2.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A way for handlers to ask the server for more than bytes; {@code sendfile} is one.
 *
 * @param name the file of its library there: {@link #word} is what counts here
 * @param settings text, numbers, lists and maps
 */
public record XrequestSpec(String name, Map<String, Object> settings) {
  /**
   * @throws IllegalArgumentException if it has no name
   */
  public XrequestSpec {
    Checks.filled(name, "an Xrequest's name");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The name of its file without folder and end: {@code sendfile}. */
  public String word() {
    return name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.so$", "");
  }
}
