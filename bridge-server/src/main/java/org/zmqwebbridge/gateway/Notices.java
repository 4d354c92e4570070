package org.zmqwebbridge.gateway;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The members of one gateway that asked for notices: tells them when their service goes and comes,
 * what they have missed, and that the bridge stops.
 *
 * <p>Owner thread: the loop's.
 */
final class Notices {
  /** A connection that has just been begun is not absent yet. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Set<Member> listeners = new LinkedHashSet<>();
  private final long opened;
  private boolean present = true;

  /**
   * @param now the time of {@link org.zmqwebbridge.zmq.ZmqLoop#nanoTime}
   */
  Notices(long now) {
    this.opened = now;
  }

  /** A member that is connected now; it hears at once if its service is not there. */
  void add(Member member) {
    if (member.wantsNotices() && listeners.add(member) && !present) {
      member.notice(Notice.SERVICE_ABSENT, 0);
    }
  }

  void remove(Member member) {
    listeners.remove(member);
  }

  /** The service is there, or is not; said again and again, and passed on when it changes. */
  void onPresence(boolean isThere, long now) {
    boolean mayBeOnItsWay = !isThere && now - opened < GRACE_NANOS;
    if (isThere != present && !mayBeOnItsWay) {
      become(isThere);
    }
  }

  /** The service has gone, although it may be back at once. */
  void onLost() {
    if (present) {
      become(false);
    }
  }

  private void become(boolean isThere) {
    present = isThere;
    tell(isThere ? Notice.SERVICE_PRESENT : Notice.SERVICE_ABSENT);
  }

  void tell(Notice notice) {
    listeners.forEach(member -> member.notice(notice, 0));
  }

  /** Tells the one that reads again what it has missed meanwhile; to be called now and then. */
  void tellWhatWasDropped() {
    for (Member member : listeners) {
      long dropped = member.takeDropped();
      if (dropped > 0) {
        member.notice(Notice.DROPPED, dropped);
      }
    }
  }
}
