package org.zmqwebbridge.blastbeat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.zmqwebbridge.http1.AnswerHead;

/**
 * A carrier of a host with limited bandwidth: what may not be sent yet waits, in its order.
 *
 * <p>Owner thread: the loop's. Lifetime: its session's, and until all that waits was sent.
 */
final class PacedCarrier implements Carrier {
  /** What waits, and how many bytes it is. */
  private record Step(Runnable send, int bytes) {}

  private final Carrier carrier;
  private final Bandwidth bandwidth;
  private final long maxBytes;
  private final Deque<Step> steps = new ArrayDeque<>();
  private long bytes;

  PacedCarrier(Carrier carrier, Bandwidth bandwidth, long maxBytes) {
    this.carrier = carrier;
    this.bandwidth = bandwidth;
    this.maxBytes = maxBytes;
  }

  /** Whether something waits. */
  boolean isWaiting() {
    return !steps.isEmpty();
  }

  /** Sends the first of what waits; how many bytes that was. */
  int sendOne() {
    Step step = steps.poll();
    if (step == null) {
      return 0; // it was ended meanwhile
    }
    bytes -= step.bytes();
    step.send().run();
    carrier.flush();
    return step.bytes();
  }

  private void send(int count, Runnable step) {
    if (bandwidth.take(this, count)) {
      step.run();
    } else {
      steps.add(new Step(step, count));
      bytes += count;
      if (bytes > maxBytes) {
        abort();
      }
    }
  }

  @Override
  public void welcomeBody() {
    send(0, carrier::welcomeBody);
  }

  @Override
  public void head(byte[] raw, AnswerHead head) {
    send(raw.length, () -> carrier.head(raw, head));
  }

  @Override
  public void bytes(byte[] sent) {
    send(sent.length, () -> carrier.bytes(sent));
  }

  @Override
  public void chunk(byte[] sent) {
    send(sent.length, () -> carrier.chunk(sent));
  }

  @Override
  public void answered() {
    send(0, carrier::answered);
  }

  @Override
  public void flush() {
    carrier.flush();
  }

  @Override
  public void end() {
    send(0, carrier::end);
  }

  @Override
  public void abort() {
    steps.clear();
    bytes = 0;
    carrier.abort();
  }

  @Override
  public void refuse(Refusal refusal) {
    send(0, () -> carrier.refuse(refusal));
  }

  @Override
  public void open(String accept) {
    send(0, () -> carrier.open(accept));
  }

  @Override
  public void pause() {
    carrier.pause();
  }

  @Override
  public void resume() {
    carrier.resume();
  }
}
