package org.zmqwebbridge.virtualsocket.second;

import java.util.function.BooleanSupplier;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.Counters;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * All that is said to one page: whatever it is, it counts as a sign of life, and errors are paced.
 *
 * <p>Owner thread: any, but for {@link #onTick}, which is the sweeper's. Lifetime: its
 * connection's.
 */
final class Downlink {
  private final Connection connection;
  private final Counters counters;
  private final HeartbeatClock heartbeat;
  private final ErrorPace errors;

  Downlink(Connection connection, SessionLimits limits, Counters counters) {
    long now = System.nanoTime();
    this.connection = connection;
    this.counters = counters;
    this.heartbeat = new HeartbeatClock(limits.heartbeatMillis(), now);
    this.errors = new ErrorPace(limits.maxErrorsPerSecond(), now);
  }

  void say(ServerControl frame) {
    heartbeat.spoke();
    connection.send(OutgoingMessage.text(frame.encode()));
  }

  void say(DataFrame frame) {
    if (queue(frame)) {
      connection.flush();
    }
  }

  /** Queues a frame; true: {@link #flush} must follow. */
  boolean queue(DataFrame frame) {
    heartbeat.spoke();
    return connection.queue(OutgoingMessage.binary(DataCodec.encode(frame)));
  }

  void flush() {
    connection.flush();
  }

  /** Publications for one channel. */
  void publish(Batch batch, Receiver receiver, SlowReaders slowReaders) {
    heartbeat.spoke();
    connection.send(batch, receiver, slowReaders);
  }

  /** Whether the page has been sent all that was said to it. */
  boolean isDrained() {
    return connection.isDrained();
  }

  /** A channel has ended: what waits for it is dropped. */
  void forget(Receiver receiver) {
    connection.forget(receiver);
  }

  /** Asks the page for a sign of life; see {@link Connection#askForLife}. */
  BooleanSupplier askForLife() {
    return connection.askForLife();
  }

  /** Publications that this channel has lost since the last call. */
  long takeDropped(Receiver receiver) {
    return connection.takeDropped(receiver);
  }

  /** A frame was wrong. */
  void error(WireError error, long channel, long id) {
    error(error, channel, id, error.text());
  }

  /** A frame was wrong, as the text says. */
  void error(WireError error, long channel, long id, String text) {
    counters.increment(Counter.WIRE_ERRORS);
    if (errors.mayTell(System.nanoTime())) {
      say(new ServerControl.Wrong(channel, id, error, text));
    } else {
      counters.increment(Counter.WIRE_ERRORS_UNTOLD);
    }
  }

  /** A frame was wrong that concerns nothing but itself. */
  void error(Fault fault) {
    error(fault.error(), fault.channel(), fault.id(), fault.error().text() + " " + fault.why());
  }

  /** About twice a second. */
  void onTick(long now) {
    if (heartbeat.isDue(now)) {
      counters.increment(Counter.WIRE_BEATS);
      say(new ServerControl.Beat());
    }
  }
}
