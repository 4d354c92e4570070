package org.zmqwebbridge.edge.jetty;

import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.outgoing.Outbox;
import org.zmqwebbridge.edge.websocket.CloseFrames;
import org.zmqwebbridge.edge.websocket.Closing;
import org.zmqwebbridge.observe.ConnectionId;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.observe.LineKind;

/**
 * How one connection ends: its close frame goes out after what waits, the client's comes in, and
 * then its stream ends; or the transport ends at once. Anyone who ends it first says why.
 *
 * <p>Owner thread: none; {@link #fail}, {@link #answer} and the bugs come from the one that reads,
 * {@link #sweep} from the sweeper, all else from any thread. Nothing here blocks. Lifetime: the
 * connection's.
 */
final class ConnectionEnd {
  /** Operators know these lines by that name. */
  private static final Logger log = LoggerFactory.getLogger(JettyConnection.class);

  private final long id;
  private final EndPoint endPoint;
  private final Outbox outbox;
  private final FrameWriter writer;
  private final Closing closing;
  private final Counters counters;

  ConnectionEnd(
      long id,
      EndPoint endPoint,
      Outbox outbox,
      FrameWriter writer,
      Closing closing,
      Counters counters) {
    this.id = id;
    this.endPoint = endPoint;
    this.outbox = outbox;
    this.writer = writer;
    this.closing = closing;
    this.counters = counters;
  }

  boolean hasBegun() {
    return closing.hasBegun();
  }

  void close(CloseReason reason) {
    if (closing.begin()) {
      if (!reason.isOfAll()) { // which says nothing about this one
        logClosed(reason.operatorText());
      }
      if (reason.isImmediate()) {
        outbox.clear();
      }
      say(CloseFrames.of(reason.status(id)));
    }
  }

  /**
   * The same with a status of the caller's.
   *
   * @throws IllegalArgumentException if no close frame may have its code
   */
  void close(CloseStatus status, String operatorText) {
    if (!CloseStatus.isTransmittable(status.code())) {
      throw new IllegalArgumentException("no close frame may have the code " + status.code());
    }
    if (closing.begin()) {
      logClosed(operatorText);
      say(CloseFrames.of(status));
    }
  }

  private void logClosed(String operatorText) {
    counters.line(
        LineKind.CONNECTION_CLOSED,
        more -> log.info("{}: {}{}", new ConnectionId(id), operatorText, more));
  }

  /** Ends it because of what the client sent, in which no answer could be found any more. */
  void fail(CloseReason reason) {
    closing.answer();
    close(reason);
    endStream();
  }

  /**
   * The client closes: what waits for it is moot; it is answered with its own code, unless this is
   * its answer to ours.
   */
  void answer(CloseStatus status) {
    outbox.clear();
    closing.answer();
    closing.begin();
    say(CloseFrames.answer(status));
    endStream();
  }

  /** Queues a close frame after what waits. */
  private void say(byte[] closeFrame) {
    outbox.end(closeFrame);
    writer.flush();
  }

  /**
   * Ends our half of the stream, once the close frame is out and its answer in; to be called after
   * either. The client's half follows, or the sweeper.
   */
  void endStream() {
    if (closing.isAnswered() && outbox.isFinished() && writer.isIdle()) {
      endPoint.shutdownOutput();
    }
  }

  void onBug(RuntimeException bug) {
    String said = CloseReason.INTERNAL_ERROR.operatorText();
    counters.line(
        LineKind.CONNECTION_FAILED,
        bug,
        (more, trace) -> log.error("{}: {}{}", new ConnectionId(id), said, more, trace));
    close(CloseReason.INTERNAL_ERROR);
  }

  /** A bug after which nothing more can be read. */
  void onDeafeningBug(RuntimeException bug) {
    closing.answer();
    onBug(bug);
    endStream();
  }

  /** Ends the transport at once: a close frame could not get through. */
  void abort(CloseReason reason, Counter counter) {
    counters.increment(counter);
    drop(reason.operatorText());
  }

  /** Ends it without another word. */
  void drop(String operatorText) {
    logClosed(operatorText);
    onTransportEnded();
    endPoint.close();
  }

  /** Nothing will be written any more. */
  void onTransportEnded() {
    closing.begin();
    outbox.discard();
    writer.discard();
  }

  /** Looks after a close that gets stuck. */
  void sweep(long now) {
    if (closing.isStuck(now)) {
      endPoint.close();
    } else if (closing.isUnanswered(now)) {
      counters.increment(Counter.CLOSES_UNANSWERED);
      closing.answer();
      endStream();
    }
  }
}
