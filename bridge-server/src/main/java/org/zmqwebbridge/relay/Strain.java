package org.zmqwebbridge.relay;

import org.zmqwebbridge.channel.ChannelException;
import org.zmqwebbridge.channel.Delivery;
import org.zmqwebbridge.channel.Hold;

/**
 * The one channel of a {@link Subscription}: what all hear who have its wording is made once.
 *
 * <p>Owner thread: as {@link Hold}.
 */
final class Strain implements Hold {
  private final String channel;
  private final Wording wording;
  private final Hearer hearer;
  private volatile boolean opened;
  private volatile boolean gap; // before it is opened

  Strain(String channel, Wording wording, Hearer hearer) {
    this.channel = channel;
    this.wording = wording;
    this.hearer = hearer;
  }

  @Override
  public boolean isForOne() {
    return false;
  }

  private void open() {
    if (!opened) {
      opened = true;
      hearer.opened(gap);
    }
  }

  @Override
  public void messages(Delivery delivery) {
    open();
    hearer.heard(delivery.in(wording));
  }

  @Override
  public void listening() {
    open();
  }

  @Override
  public boolean isReady() {
    return hearer.isReady();
  }

  @Override
  public void gap() {
    if (opened) {
      hearer.gap();
    } else {
      gap = true;
    }
  }

  @Override
  public void member(String name, boolean joined) {
    if (opened) {
      hearer.member(channel, name, joined);
    }
  }

  @Override
  public void deleted() {
    hearer.gone();
  }

  @Override
  public void displaced() {
    hearer.displaced();
  }

  @Override
  public void failed(ChannelException why) {
    hearer.failed(why);
  }
}
