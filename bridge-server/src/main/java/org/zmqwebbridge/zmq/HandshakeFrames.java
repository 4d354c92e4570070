package org.zmqwebbridge.zmq;

import static java.nio.charset.StandardCharsets.US_ASCII;

import zmq.Msg;
import zmq.io.Metadata;
import zmq.msg.MsgAllocator;

/**
 * Makes the frames that come by one connection. It notices when the peer has proved itself, for
 * JeroMQ tells only when one has greeted; and it keeps from JeroMQ a first command that this would
 * be misled by ({@link Security#mayBegin}), and properties that are not the peer's to say.
 *
 * <p>Owner thread: JeroMQ's I/O thread. Lifetime: its connection's.
 */
final class HandshakeFrames implements MsgAllocator {
  /** An ERROR command with a status code; the one that ends a handshake well is longer. */
  private static final int ERROR_BYTES = 10;

  /** The property's length and name. */
  private static final byte[] PEER_ADDRESS = ("\14" + Metadata.PEER_ADDRESS).getBytes(US_ASCII);

  private final MsgAllocator frames;
  private final Security security;
  private final Runnable onDone;
  private int seen;

  /**
   * @param onDone called once, when the last command of the handshake is on its way; if it is not
   *     what it should be, JeroMQ ends the connection as soon as it has read it
   */
  HandshakeFrames(MsgAllocator frames, Security security, Runnable onDone) {
    this.frames = frames;
    this.security = security;
    this.onDone = onDone;
  }

  @Override
  public Msg allocate(int announced) {
    int commands = security.handshakeCommands();
    if (seen >= commands) {
      return frames.allocate(announced);
    }
    seen++;
    if (seen == commands && announced > ERROR_BYTES) {
      onDone.run();
    }
    Msg made = frames.allocate(announced);
    return made.size() == announced ? new HandshakeCommand(announced, seen == 1) : new Msg();
  }

  /** Where it is not what it should be, it is empty to JeroMQ, which then ends the connection. */
  private final class HandshakeCommand extends Msg {
    private final boolean first;

    HandshakeCommand(int size, boolean first) {
      super(size);
      this.first = first;
    }

    @Override
    public int size() { // JeroMQ asks for it when all of the frame is there
      int size = super.size();
      boolean misleads = first && !security.mayBegin(this, size);
      return misleads || saysWhereItIs(size) ? 0 : size;
    }

    /** JeroMQ puts what a peer says in the place of what it has seen; {@link Peers} needs that. */
    private boolean saysWhereItIs(int size) {
      for (int i = 0; i + PEER_ADDRESS.length <= size; i++) {
        if (isPeerAddress(i)) {
          return true;
        }
      }
      return false;
    }

    private boolean isPeerAddress(int at) {
      for (int i = 0; i < PEER_ADDRESS.length; i++) {
        if (get(at + i) != PEER_ADDRESS[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
