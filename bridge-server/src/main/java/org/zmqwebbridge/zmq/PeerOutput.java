package org.zmqwebbridge.zmq;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.zmqwebbridge.zmq.wire.FrameHead;
import org.zmqwebbridge.zmq.wire.Greeting;
import org.zmqwebbridge.zmq.wire.WholeMessage;

/**
 * What goes to one {@link DirectPeer}: it waits until the loop's turn ends, or the transport takes
 * more.
 *
 * <p>Owner thread: the loop's. Lifetime: its connection's.
 */
final class PeerOutput {
  private final DirectSocket socket;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Greeting greeting; // over before a message is taken
  private final Pulse pulse;
  private final UnsentPieces unsent;
  private boolean isBlocked; // the transport takes no more
  private boolean isBroken; // and never will

  PeerOutput(
      DirectSocket socket,
      SocketChannel channel,
      SelectionKey key,
      Greeting greeting,
      Pulse pulse) {
    this.socket = socket;
    this.channel = channel;
    this.key = key;
    this.greeting = greeting;
    this.pulse = pulse;
    this.unsent = new UnsentPieces(socket.options().fullBytes());
  }

  /** Says something at once. */
  void say(byte[] bytes) {
    if (bytes.length > 0) {
      unsent.add(bytes);
      flush();
    }
  }

  /** The same of a command. */
  void command(byte[] body) {
    unsent.add(FrameHead.command(body.length));
    say(body);
  }

  /** Queues a message of one frame, unless there is no room. */
  boolean take(byte[] message) {
    if (!makesRoom()) {
      return false;
    }
    unsent.add(FrameHead.message(greeting.version(), message.length));
    unsent.add(message);
    return true;
  }

  /**
   * The same of one of several frames.
   *
   * @param first the index of the first that is sent
   */
  boolean take(byte[][] frames, int first) {
    if (!makesRoom()) {
      return false;
    }
    unsent.add(WholeMessage.write(greeting.version(), frames, first));
    return true;
  }

  private boolean makesRoom() {
    if (unsent.isFull()) {
      flush();
    }
    return hasRoom();
  }

  boolean hasRoom() {
    return !unsent.isFull() && !isBroken;
  }

  /** How much waits. */
  long bytes() {
    return unsent.bytes();
  }

  /** Whether nothing waits. */
  boolean isEmpty() {
    return unsent.isEmpty();
  }

  /** Whether nothing can be sent any more. */
  boolean isBroken() {
    return isBroken;
  }

  /** Writes what the transport takes of what waits, unless it is known to take nothing. */
  void flush() {
    if (!isBlocked) {
      write();
    }
  }

  /** The transport takes something. */
  void onWritable() {
    write();
  }

  private void write() {
    if (isBroken || unsent.isEmpty() || !key.isValid()) {
      return;
    }
    long before = unsent.bytes();
    try {
      block(!unsent.write(channel, socket.scratch()));
    } catch (IOException gone) {
      breakOff();
    }
    if (unsent.bytes() < before) {
      pulse.take(socket.now());
    }
  }

  private void block(boolean takesNothing) {
    if (takesNothing != isBlocked) {
      isBlocked = takesNothing;
      key.interestOps(
          isBlocked ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
  }

  /** What its peer said before it went may still be there, and is read before its end. */
  private void breakOff() {
    isBroken = true;
    unsent.clear();
    key.interestOps(SelectionKey.OP_READ);
  }
}
