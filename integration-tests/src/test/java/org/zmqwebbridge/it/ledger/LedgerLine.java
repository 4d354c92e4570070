package org.zmqwebbridge.it.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.kit.Frames;

/**
 * One connection of a client, in the words of one of the two wires. Sockets are numbers from 0.
 *
 * <p>Owner thread: its client's. Lifetime: from the handshake until it is cut or closed.
 */
abstract class LedgerLine {
  /** What the bridge says of one socket. */
  sealed interface Event {
    /** The socket, or -1 if it is none of this client's. */
    int socket();

    /** How an open has ended. */
    record Opened(int socket, boolean allowed) implements Event {}

    /** A reply. */
    record Replied(int socket, String content) implements Event {}

    /** A request's other outcome, by its word. */
    record Failed(int socket, String code) implements Event {}
  }

  private final RawPage page;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  LedgerLine(RawPage page) {
    this.page = page;
  }

  /** Asks for the socket; sent by {@link #flush}. */
  abstract void open(int socket);

  /** Asks; sent by {@link #flush}. */
  abstract void ask(int socket, String content);

  /** What the bridge says next. */
  abstract Event next();

  final RawPage page() {
    return page;
  }

  final void write(int opcode, byte[] payload) {
    out.writeBytes(Frames.masked(opcode, true, payload));
  }

  final void write(String text) {
    write(RawPage.TEXT, text.getBytes(UTF_8));
  }

  /** Sends what was written, at once. */
  final void flush() {
    page.write(out.toByteArray());
    out.reset();
  }

  /** Ends it without a word. */
  final void cut() {
    page.cut();
  }

  /** Ends it in order; fails if something was left unread. */
  final void close() {
    page.close();
  }
}
