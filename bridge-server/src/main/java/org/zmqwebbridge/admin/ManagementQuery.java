package org.zmqwebbridge.admin;

import java.util.Map;

/**
 * Something to be read at one path of the management listener, by GET, of which the query of the
 * request says which part.
 *
 * <p>Owner thread: the listener's workers, several at once; it may take a moment.
 */
@FunctionalInterface
public interface ManagementQuery {
  /**
   * What it says now.
   *
   * @param fields what the query says, each name once; what it does not know, it passes over
   * @throws IllegalArgumentException if a field cannot be used; the message says why, and is
   *     answered with 400
   */
  ManagementAnswer read(Map<String, String> fields);
}
