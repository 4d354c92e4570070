package org.zmqwebbridge;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.admin.FirstOnes;
import org.zmqwebbridge.admin.ManagementAnswer;
import org.zmqwebbridge.channel.Channels;
import org.zmqwebbridge.channel.LiveChannel;

/**
 * {@code GET /channels}: who waits where.
 *
 * <p>Owner thread: the listener's workers; nothing here blocks.
 */
final class ChannelsAction {
  private static final int OK = 200;

  private record Placed(String store, LiveChannel channel) {
    /** By which lists go on. */
    String key() {
      return store + "/" + channel.name();
    }
  }

  private ChannelsAction() {}

  /** A part of them, by name. */
  static ManagementAnswer read(Map<String, Channels> stores, Map<String, String> fields) {
    PageOfList page = PageOfList.of(fields);
    FirstOnes<Placed> first = new FirstOnes<>(page.limit(), Comparator.comparing(Placed::key));
    stores.forEach(
        (store, channels) ->
            channels.each(
                one -> {
                  Placed placed = new Placed(store, one);
                  if (placed.key().compareTo(page.after()) > 0
                      && page.finds(List.of(placed.key()))) {
                    first.add(placed);
                  }
                }));
    return ManagementAnswer.json(
        OK,
        Map.of(
            "found",
            first.seen(),
            "channels",
            first.inOrder().stream().map(ChannelsAction::of).toList()));
  }

  private static Map<String, Object> of(Placed placed) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("key", placed.key());
    members.put("store", placed.store());
    members.put("name", placed.channel().name());
    members.put("subscribers", placed.channel().subscribers());
    members.put("pendingBytes", placed.channel().pendingBytes());
    return members;
  }
}
