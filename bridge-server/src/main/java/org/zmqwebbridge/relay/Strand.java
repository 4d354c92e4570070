package org.zmqwebbridge.relay;

import java.util.ArrayDeque;
import java.util.List;
import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.Delivery;
import org.zmqwebbridge.channel.Hold;
import org.zmqwebbridge.channel.Message;
import org.zmqwebbridge.channel.MessageId;

/**
 * One of the channels of a {@link Weave}.
 *
 * <p>Owner thread: none; its weave's lock.
 */
final class Strand implements Hold {
  private static final int ENOUGH = 64;

  private final Weave weave;
  private final int index;
  private final String id;
  private final String name;
  private final ArrayDeque<Message> waiting = new ArrayDeque<>(1);
  private MessageId last; // it has had all until there; null: nobody knows
  private boolean listening; // all that was kept has come

  Strand(Weave weave, int index, String id, String name, MessageId last) {
    this.weave = weave;
    this.index = index;
    this.id = id;
    this.name = name;
    this.last = last;
  }

  /** Its number among all, from 0. */
  int index() {
    return index;
  }

  String name() {
    return name;
  }

  MessageId last() {
    return last;
  }

  /** Whether it is known what comes first of it, if anything does. */
  boolean hasSpoken() {
    return listening || !waiting.isEmpty();
  }

  /** The earliest that waits; {@code null}: none does. */
  Message first() {
    return waiting.peek();
  }

  Message remove() {
    return waiting.remove();
  }

  boolean isBefore(Strand other) {
    return first().id().compareTo(other.first().id()) < 0;
  }

  /** What has come, perhaps some of it once more. */
  void add(List<Message> messages) {
    for (Message message : messages) {
      if (last == null || message.isAfter(last)) {
        waiting.add(message);
        last = message.id();
      }
    }
  }

  /** Its ids may begin again. */
  void forget() {
    last = null;
  }

  // Hold

  @Override
  public boolean isForOne() {
    return false;
  }

  @Override
  public void messages(Delivery delivery) {
    boolean lags;
    synchronized (weave) {
      add(delivery.messages());
      weave.proceed();
      lags = waiting.size() > weave.maxWaiting();
    }
    if (lags) {
      weave.lags();
    }
  }

  @Override
  public void listening() {
    synchronized (weave) {
      listening = true;
      weave.proceed();
    }
  }

  @Override
  public boolean isReady() {
    synchronized (weave) {
      return waiting.size() < ENOUGH && weave.hearer().isReady();
    }
  }

  @Override
  public void gap() {
    weave.lost(this);
  }

  @Override
  public void member(String member, boolean joined) {
    synchronized (weave) {
      if (weave.isOpened()) {
        weave.hearer().member(id, member, joined);
      }
    }
  }

  @Override
  public void deleted() {
    if (weave.end()) {
      weave.hearer().gone();
    }
  }

  @Override
  public void displaced() {
    if (weave.end()) {
      weave.hearer().displaced();
    }
  }

  @Override
  public void failed(ChannelException why) {
    if (weave.end()) {
      weave.hearer().failed(why);
    }
  }
}
