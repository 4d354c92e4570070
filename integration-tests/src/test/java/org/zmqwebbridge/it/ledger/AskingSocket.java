package org.zmqwebbridge.it.ledger;

import java.util.BitSet;

/**
 * A REQ socket of a client, with one request at a time.
 *
 * <p>Owner thread: its client's.
 */
final class AskingSocket {
  private final String name;
  private final BitSet serials = new BitSet();
  private boolean refused;
  private boolean connected;
  private boolean connecting;
  private String content;
  private Kind kind;
  private long sentNanos;

  AskingSocket(String name) {
    this.name = name;
  }

  /** Whether it must be connected before the next request; a refused one may come again. */
  boolean mustConnect() {
    if (connected || connecting) {
      return false;
    }
    connecting = true;
    refused = false;
    return true;
  }

  /** Its next request; the content, which no other request has. */
  String ask(int client, int serial, Kind ofKind) {
    serials.set(serial);
    kind = ofKind;
    content = client + "/" + serial + " " + kind;
    sentNanos = System.nanoTime();
    return content;
  }

  boolean hasAsked(int serial) {
    return serials.get(serial);
  }

  boolean isAsking() {
    return content != null;
  }

  boolean isAskingFor(String reply) {
    return reply.equals(content);
  }

  void onConnectionReply(boolean allowed, Ledger ledger) {
    if (!connecting) {
      ledger.wrong(Wrong.DOUBLED, this + " was answered twice");
    }
    connecting = false;
    connected = allowed;
    refused = !connected;
    sentNanos = System.nanoTime(); // what waits for a hook has that one's deadline first
    if (refused) {
      ledger.refuseConnect();
    }
  }

  void endInError(String code, Ledger ledger) {
    boolean explained = refused ? code.equals("not_connected") : kind.mayEndIn(code);
    if (!explained) {
      ledger.wrong(Wrong.UNEXPLAINED, this + " ended in " + code);
    }
    end(code, ledger);
  }

  void end(String outcome, Ledger ledger) {
    ledger.end(outcome, System.nanoTime() - sentNanos);
    content = null;
  }

  /** Its client's connection has ended. */
  void disconnect(Ledger ledger) {
    if (isAsking()) {
      end(Ledger.CUT_OFF, ledger);
    }
    connected = false;
    connecting = false;
    refused = false;
  }

  @Override
  public String toString() {
    return name + " with " + content;
  }
}
