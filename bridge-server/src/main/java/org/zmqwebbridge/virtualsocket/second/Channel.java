package org.zmqwebbridge.virtualsocket.second;

import java.util.concurrent.atomic.AtomicReference;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.EndpointSpec;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.JoinError;
import org.zmqwebbridge.gateway.Member;
import org.zmqwebbridge.gateway.Notice;
import org.zmqwebbridge.gateway.Seat;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * One virtual socket of a page: what the page sends goes to its seat, and what its gateway says
 * becomes frames. A frame that its type does not have is an error.
 *
 * <p>Owner thread: {@code on…} methods take turns, on the edge's thread or, for what was held while
 * the socket was opened, on the loop; what a gateway says comes from its loop. Equal only to
 * itself.
 */
abstract class Channel implements Member {
  /**
   * What a page opens.
   *
   * @param number unique within its connection, never used again
   */
  record Opening(int number, ClientControl.Open frame, EndpointSpec endpoint) {}

  private final SecondSession session;
  private final Opening opening;
  private volatile boolean ended;
  private volatile boolean expired;
  private final AtomicReference<Runnable> release = new AtomicReference<>(); // null: it has none

  Channel(SecondSession session, Opening opening) {
    this.session = session;
    this.opening = opening;
  }

  /** The channel for a page that opens this. */
  static Channel of(SecondSession session, Opening opening, GatewayShards gateways) {
    return switch (opening.endpoint().type()) {
      case REQ -> new ReqChannel(session, opening, gateways);
      case SUB ->
          Credit.isBound(opening.frame())
              ? new MeteredSubChannel(session, opening, gateways)
              : new SubChannel(session, opening, gateways);
      case REP -> new RepChannel(session, opening, gateways);
      case DEALER, PUB, PUSH, PULL, PAIR -> new MessageChannel(session, opening, gateways);
    };
  }

  /**
   * A hook has allowed it.
   *
   * @return false if nothing is left that it may do
   */
  abstract boolean allow(Grant grant);

  /** Whether all that it does may be done on a connection that is granted this. */
  boolean isWithin(Grant admission) {
    return true;
  }

  /**
   * What it was granted, once it is allowed.
   *
   * @param whenEnded to be run when it is needed no more
   */
  void keep(Runnable whenEnded) {
    release.set(whenEnded);
    if (ended) {
      release();
    }
  }

  private void release() {
    Runnable whenEnded = release.getAndSet(null);
    if (whenEnded != null) {
      whenEnded.run();
    }
  }

  /** What it was granted has ended. */
  void onExpiry() {
    expired = true;
    session.close(this, WireError.EXPIRED);
  }

  /** Why it ends that was never open. */
  WireError endsUnopened() {
    return expired ? WireError.EXPIRED : WireError.CLOSED;
  }

  /** Its seat at its gateway, once it is allowed. */
  abstract Seat seat();

  /** Whether what its page has sent goes on when the page has closed it. */
  boolean sendsOn() {
    return false;
  }

  void onMessage(DataFrame.Message frame, Charge charge) {
    wrongKind(Fault.NO_ID, charge);
  }

  void onRequest(DataFrame.Request frame, Charge charge) {
    wrongKind(frame.id(), charge);
  }

  void onReply(DataFrame.Reply frame, Charge charge) {
    wrongKind(frame.id(), charge);
  }

  void onSubscribe(ClientControl.Subscribe frame, Charge charge) {
    wrongKind(Fault.NO_ID, charge);
  }

  void onUnsubscribe(ClientControl.Unsubscribe frame, Charge charge) {
    wrongKind(Fault.NO_ID, charge);
  }

  void onCredit(ClientControl.Credit frame, Charge charge) {
    wrongKind(Fault.NO_ID, charge);
  }

  void onCancel(ClientControl.Cancel frame, Charge charge) {
    wrongKind(frame.id(), charge);
  }

  void onFailed(ClientControl.Failed frame, Charge charge) {
    wrongKind(frame.id(), charge);
  }

  /** A frame for this channel that was not carried. */
  void onFault(Fault fault, Charge charge) {
    end(charge);
    if (fault.ends() == Fault.Ends.CHANNEL) {
      session.close(this, fault.error());
    } else {
      downlink().error(fault);
    }
  }

  private void wrongKind(long id, Charge charge) {
    end(charge);
    downlink().error(WireError.WRONG_KIND, channel(), id);
  }

  static void end(Charge charge) {
    if (charge != null) {
      charge.end();
    }
  }

  SecondSession session() {
    return session;
  }

  Downlink downlink() {
    return session.downlink();
  }

  Opening opening() {
    return opening;
  }

  EndpointSpec endpoint() {
    return opening.endpoint();
  }

  /** The page's number for it. */
  long channel() {
    return opening.frame().channel();
  }

  /** It is let in. */
  void sayOpened(String reclaimSecret) {
    sayOpened(reclaimSecret, null);
  }

  /**
   * It is let in.
   *
   * @param epoch of its endpoint's offsets; {@code null} if there are none
   */
  void sayOpened(String reclaimSecret, String epoch) {
    int maxMessageBytes = session.limits().wire().maxMessageBytes();
    downlink().say(new ServerControl.Opened(channel(), 0, maxMessageBytes, reclaimSecret, epoch));
  }

  /** Nothing more is said to it, on the loop if it has had a seat: it keeps nothing. */
  void onGone() {}

  /** Its page is about to be told that it has ended. */
  void onEnded() {
    ended = true;
    release();
  }

  /** Whether its page has been told that it has ended, or is about to be. */
  boolean hasEnded() {
    return ended;
  }

  @Override
  public void refused(JoinError error) {
    session.onRefused(this, error);
  }

  @Override
  public long connectionId() {
    return session.connectionId().connectionId();
  }

  @Override
  public int number() {
    return opening.number();
  }

  @Override
  public boolean wantsNotices() {
    return true; // what was dropped is always told, and that the bridge stops
  }

  @Override
  public void notice(Notice notice, long count) {
    if (notice == Notice.DROPPED) {
      downlink().say(new ServerControl.Dropped(channel(), count, WireError.SLOW_READER));
    } else if (notice == Notice.STOPPING) {
      session.onStopping();
    } else if (opening.frame().notices()) {
      ServerControl.Notice told = ServerControl.Notice.valueOf(notice.name());
      downlink().say(new ServerControl.Told(channel(), told));
    }
  }

  @Override
  public String toString() {
    SocketType type = endpoint().type();
    return type + " " + endpoint().name() + " of connection " + connectionId();
  }
}
