package org.zmqwebbridge.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers, in words, all that it is told. */
final class RecordingHold implements Hold {
  final List<String> told = new CopyOnWriteArrayList<>();
  private final boolean forOne;
  volatile boolean ready = true;

  private RecordingHold(boolean forOne) {
    this.forOne = forOne;
  }

  static RecordingHold poll() {
    return new RecordingHold(true);
  }

  static RecordingHold stream() {
    return new RecordingHold(false);
  }

  @Override
  public boolean isForOne() {
    return forOne;
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public void messages(Delivery delivery) {
    delivery.messages().forEach(message -> told.add(new String(message.body(), UTF_8)));
  }

  @Override
  public void listening() {
    told.add("(listening)");
  }

  @Override
  public void member(String name, boolean joined) {
    told.add((joined ? "+" : "-") + name);
  }

  @Override
  public void gap() {
    told.add("(gap)");
  }

  @Override
  public void deleted() {
    told.add("(deleted)");
  }

  @Override
  public void displaced() {
    told.add("(displaced)");
  }

  @Override
  public void failed(ChannelException why) {
    told.add("(" + why.fault() + ")");
  }
}
