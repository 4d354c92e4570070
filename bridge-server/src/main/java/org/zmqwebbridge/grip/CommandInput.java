package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * Hears commands of REQ sockets at a ROUTER, and sends each its answer.
 *
 * <p>Owner thread: the loop's. Lifetime: its socket's.
 */
final class CommandInput implements SocketListener {
  /** So much of a message may be the way back to its sender. */
  private static final int MAX_ENVELOPE = 8;

  /** So many may have no answer yet. */
  private static final int MAX_UNDER_WAY = 1_000;

  private final PublisherCommands commands;
  private final GripContext context;
  private final ZmqLoop loop;
  private final Predicate<byte[][]> send;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param send on the loop; false: who has asked is gone
   */
  CommandInput(
      PublisherCommands commands, GripContext context, ZmqLoop loop, Predicate<byte[][]> send) {
    this.commands = commands;
    this.context = context;
    this.loop = loop;
    this.send = send;
  }

  @Override
  public void onMessage(List<byte[]> parts) {
    int delimiter = 1;
    while (delimiter < parts.size() && parts.get(delimiter).length > 0) {
      delimiter++;
    }
    if (delimiter > MAX_ENVELOPE || parts.size() != delimiter + 2) {
      context.count(Counter.GRIP_MALFORMED); // no REQ has sent it, so nobody waits
      return;
    }
    if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
      underWay.decrementAndGet();
      context.count(Counter.GRIP_UNSENT); // a REQ waits for each answer; this one does not
      return;
    }
    List<byte[]> envelope = List.copyOf(parts.subList(0, delimiter + 1));
    CompletionStage<Void> unused =
        commands
            .answer(parts.get(delimiter + 1))
            .thenAccept(answer -> loop.post(() -> answer(envelope, answer)));
  }

  private void answer(List<byte[]> envelope, byte[] answer) {
    underWay.decrementAndGet();
    List<byte[]> message = new ArrayList<>(envelope);
    message.add(answer);
    boolean unused = send.test(message.toArray(byte[][]::new));
  }
}
