package org.zmqwebbridge.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.observe.Counter;

/** Which channels a request means. */
sealed interface Target {
  /**
   * These.
   *
   * @param ids at least one
   */
  record Named(List<String> ids) implements Target {
    public Named {
      ids = List.copyOf(ids);
    }
  }

  /**
   * None that it may mean.
   *
   * @param counter what counts it; empty: nothing does
   */
  record Wrong(Optional<Counter> counter, HttpAnswer answer) implements Target {}

  /** Those of a request that leads to a location. */
  static Target of(RequestHead head, RelayConfig.Found found) {
    LocationSpec location = found.location();
    Ways ways = location.flavor().ways();
    if (found.id().isEmpty()) {
      return new Wrong(Optional.empty(), ways.noId());
    }
    List<String> ids;
    try {
      ids = location.several().ids(found.id().get(), head.query());
    } catch (IllegalArgumentException malformed) {
      return new Wrong(Optional.of(Counter.RELAY_MALFORMED), RelayReplies.NO_QUERY);
    }
    if (ids.isEmpty()) {
      return new Wrong(Optional.empty(), ways.noId());
    }
    if (ids.size() > location.several().maxChannels()) {
      return new Wrong(Optional.of(Counter.RELAY_CHANNELS_EXCEEDED), HttpAnswer.empty(403));
    }
    List<String> all = new ArrayList<>(ids.size());
    for (String id : ids) {
      ways.shortened(id, location.names().maxIdBytes()).ifPresent(all::add);
    }
    return all.size() == ids.size()
        ? new Named(all)
        : new Wrong(Optional.of(Counter.RELAY_IDS_TOO_LONG), ways.tooLong());
  }
}
