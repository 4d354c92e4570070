package org.zmqwebbridge.it.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.StoreListener;

/** Remembers, in words, what a store tells. */
final class Heard implements StoreListener {
  final List<String> told = new CopyOnWriteArrayList<>();
  private final int subscribers;

  /**
   * @param subscribers how many are given each message
   */
  Heard(int subscribers) {
    this.subscribers = subscribers;
  }

  @Override
  public int published(String channel, Message message) {
    told.add(channel + " " + new String(message.body(), UTF_8));
    return subscribers;
  }

  @Override
  public void heard(String channel, Message message) {
    told.add(channel + " tapped " + new String(message.body(), UTF_8));
  }

  @Override
  public void gap(String channel) {
    told.add(channel + " (gap)");
  }

  @Override
  public void deleted(String channel) {
    told.add(channel + " (deleted)");
  }

  @Override
  public void member(String channel, String member, boolean joined) {
    told.add(channel + (joined ? " +" : " -") + member);
  }
}
