package org.zmqwebbridge.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.edge.Query;

/**
 * Whether one request may mean several channels.
 *
 * @param delimiter what is between ids in a path; empty: a path names one
 * @param parameter of a query that names further channels, each time it is there; empty: none does
 * @param maxChannels of one request; more are refused with 403
 */
public record SeveralSpec(String delimiter, String parameter, int maxChannels) {
  /** One request means one channel; where it may mean several, at most 255. */
  public static final SeveralSpec DEFAULTS = new SeveralSpec("", "", 255);

  /**
   * The ids of a request's channels, without empty ones.
   *
   * @param id as the path has it
   * @throws IllegalArgumentException if the query is not encoded as such are
   */
  List<String> ids(String id, String query) {
    List<String> all = new ArrayList<>(1);
    split(id, all);
    if (!parameter.isEmpty()) {
      Query.values(query, parameter).forEach(value -> split(new String(value, UTF_8), all));
    }
    return all;
  }

  private void split(String text, List<String> all) {
    int from = 0;
    int to = delimiter.isEmpty() ? -1 : text.indexOf(delimiter);
    while (to >= 0) {
      add(text.substring(from, to), all);
      from = to + delimiter.length();
      to = text.indexOf(delimiter, from);
    }
    add(text.substring(from), all);
  }

  private static void add(String id, List<String> all) {
    if (!id.isEmpty()) {
      all.add(id);
    }
  }
}
