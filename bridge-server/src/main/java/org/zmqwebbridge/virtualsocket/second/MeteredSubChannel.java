package org.zmqwebbridge.virtualsocket.second;

import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.Encoder;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * A page's SUB that was opened with credit: it is sent so many messages, and the rest waits until
 * it allows more. A class of its own, so that one without a bound has nothing to look at.
 *
 * <p>Owner thread: as {@link Channel}; what waits is the loop's.
 */
final class MeteredSubChannel extends SubChannel {
  private static final int CHANNEL_BYTES = 4;

  private final Credit credit;
  private final CreditQueue waiting;
  private final Batch released = new Batch();
  private SlowReaders slowReaders; // of its endpoint; null until something has come
  private long tooLarge; // publications since the page was told

  MeteredSubChannel(SecondSession session, Opening opening, GatewayShards gateways) {
    super(session, opening, gateways);
    this.credit = new Credit(opening.frame().credit());
    this.waiting = session.newCreditQueue();
  }

  @Override
  void onCredit(ClientControl.Credit frame, Charge charge) {
    end(charge);
    if (credit.give(frame.messages())) {
      seat().onLoop(this::onCredited);
    }
  }

  private void onCredited() {
    if (credit.takeUp()) {
      release();
    } else {
      session().close(this, WireError.CREDIT_OVERFLOW);
    }
  }

  @Override
  public void publications(Encoder<?> encoded, SlowReaders slow) {
    PartsEncoder publications = (PartsEncoder) encoded;
    Batch batch = publications.batch();
    slowReaders = slow;
    tooLarge += publications.tooLarge();
    if (waiting.isEmpty() && credit.isLeft()) { // otherwise before the next one
      tellLost();
    }
    int sent = waiting.isEmpty() ? send(batch) : 0;
    for (int i = sent; i < batch.count(); i++) {
      if (!waiting.add(batch.before(i), batch.after(i), slow)) {
        waiting.clear();
        onMissed();
        return;
      }
    }
  }

  /** As much of a batch as its credit allows; returns how many. */
  private int send(Batch batch) {
    int sent = credit.take(batch.count());
    if (sent == batch.count()) {
      publishIfAny(batch);
    } else {
      released.reset(CHANNEL_BYTES);
      for (int i = 0; i < sent; i++) {
        released.add(MessageType.BINARY, batch.before(i), batch.after(i));
      }
      publishIfAny(released);
    }
    return sent;
  }

  private void publishIfAny(Batch batch) {
    if (batch.count() > 0) {
      publish(batch, slowReaders);
    }
  }

  /** Sends what its credit allows. */
  private void release() {
    while (credit.isLeft()) {
      ServerControl word = waiting.takeWord();
      if (word != null) {
        downlink().say(word);
      } else if (waiting.isEmpty()) {
        return;
      } else {
        tellLost();
        released.reset(CHANNEL_BYTES);
        waiting.moveTo(released, credit);
        publish(released, slowReaders);
      }
    }
  }

  private void tellLost() {
    tell(tooLarge, WireError.TOO_LARGE);
    tooLarge = 0;
    tell(waiting.takeLost(), WireError.SLOW_READER);
  }

  private void tell(long messages, WireError why) {
    if (messages > 0) {
      downlink().say(new ServerControl.Dropped(channel(), messages, why));
    }
  }

  @Override
  public void gap(long after, long from) {
    waiting.add(new ServerControl.Gap(channel(), after, from));
    release();
  }

  /** What is kept comes no faster than it is allowed. */
  @Override
  public boolean isDrained() {
    return credit.isLeft() && waiting.isEmpty() && super.isDrained();
  }

  /** What was lost on its way to the page has used no credit. */
  @Override
  public long takeDropped() {
    long dropped = super.takeDropped();
    if (dropped > 0) {
      credit.giveBack(dropped);
      release();
    }
    return dropped;
  }

  @Override
  void onGone() {
    waiting.clear();
  }
}
