package org.zmqwebbridge.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers, in words, all that it is told. */
final class RecordingHold implements Hold {
  final List<String> told = new CopyOnWriteArrayList<>();
  private final boolean forOne;
  private final Consumer<String> meddler;
  volatile boolean ready = true;
  private Runnable onListening = () -> {};

  private RecordingHold(boolean forOne, Consumer<String> meddler) {
    this.forOne = forOne;
    this.meddler = meddler;
  }

  static RecordingHold poll() {
    return new RecordingHold(true, text -> {});
  }

  static RecordingHold stream() {
    return new RecordingHold(false, text -> {});
  }

  /** One that does something with each message, as soon as it has it. */
  static RecordingHold stream(Consumer<String> meddler) {
    return new RecordingHold(false, meddler);
  }

  /** What it does when it listens. */
  RecordingHold whenListening(Runnable what) {
    onListening = what;
    return this;
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
    delivery.messages().forEach(message -> take(new String(message.body(), UTF_8)));
  }

  private void take(String text) {
    told.add(text);
    meddler.accept(text);
  }

  @Override
  public void listening() {
    told.add("(listening)");
    onListening.run();
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
