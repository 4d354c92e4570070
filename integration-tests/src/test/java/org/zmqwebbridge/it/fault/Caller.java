package org.zmqwebbridge.it.fault;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.zmqwebbridge.it.Json;
import org.zmqwebbridge.it.RawPage;

/**
 * A page that asks through REQ sockets, one request each at a time, and keeps its books: whatever
 * comes is the outcome of the request that its socket waits for, or a violation.
 *
 * <p>Owner thread: the scenario's, for asking and coming back; its state is guarded by its monitor.
 */
final class Caller {
  /** Sockets of a page; as many requests may be out at once. */
  static final int SOCKETS = 24;

  /** How often a nonce says what no other says, so that a few flipped bits do not matter. */
  private static final int FEW = 6;

  private final Supplier<RawPage> door;
  private final String endpoint;
  private final Speech speech;
  private final Books books;
  private Conversation conversation;
  private int asked;

  /** One connection, and what is open on it. */
  private final class Conversation implements PageLine.Listener {
    private final Map<String, Call> open = new HashMap<>();
    private final Queue<String> free = new ArrayDeque<>();
    private final PageLine line;
    private boolean over;

    Conversation(RawPage page) {
      for (int i = 0; i < SOCKETS; i++) {
        String identity = identity(i);
        page.connected(identity, endpoint, Json.REQ);
        free.add(identity);
      }
      line = new PageLine(page, this);
    }

    Call ask(String nonce) {
      Call call = books.open(nonce);
      String identity;
      synchronized (this) {
        if (over) {
          call.end(Outcome.CUT_OFF);
          return call;
        }
        identity = free.remove();
        open.put(identity, call);
      }
      line.send(Json.message(identity, speech.ask(nonce)), call::onSent);
      return call;
    }

    synchronized boolean mayAsk() {
      return !over && !free.isEmpty();
    }

    @Override
    public synchronized void onFrame(JsonObject frame) {
      String identity = Json.text(frame, "identity");
      String content = Json.text(frame, "content");
      if (content == null) {
        throw new IllegalStateException("no frame of the bridge's: " + frame);
      }
      Call call = open.remove(identity);
      if (call == null) {
        if (!books.mayBeGarbled()) {
          books.violated("nobody waits for " + frame);
        }
        return;
      }
      free.add(identity);
      try {
        end(call, frame, content);
      } catch (RuntimeException notOurs) {
        if (!books.mayBeGarbled()) {
          throw notOurs;
        }
        call.end(Outcome.GARBLED);
      }
    }

    private void end(Call call, JsonObject frame, String content) {
      if (frame.has("msg_type")) {
        call.end(Json.content(frame).get("code").getAsString());
      } else if (speech.isReply(call.nonce(), content)) {
        call.end(Outcome.REPLY);
      } else if (books.mayBeGarbled() && speech.isGarbledReply(call.nonce(), content)) {
        call.end(Outcome.GARBLED);
      } else {
        books.violated(call + " was answered with " + frame);
        call.end(Outcome.WRONG);
      }
    }

    @Override
    public synchronized void onEnd() {
      over = true;
      open.values().forEach(call -> call.end(Outcome.CUT_OFF));
      open.clear();
    }
  }

  /** Of which a flipped bit makes no other. */
  private static String identity(int socket) {
    return ("s" + socket).repeat(FEW);
  }

  /**
   * Connects.
   *
   * @param door gives it a page that has shaken hands, each time that it comes
   */
  Caller(Supplier<RawPage> door, String endpoint, Speech speech, Books books) {
    this.door = door;
    this.endpoint = endpoint;
    this.speech = speech;
    this.books = books;
    comeBack();
  }

  /** Connects again; what was open is cut off. */
  void comeBack() {
    leave();
    conversation = new Conversation(door.get());
  }

  boolean isConnected() {
    return !conversation.line.hasEnded();
  }

  /** Whether it is connected and has a free socket. */
  boolean mayAsk() {
    return conversation.mayAsk();
  }

  /** Asks; at most {@link #SOCKETS} may be open. */
  Call ask() {
    return ask("");
  }

  /** Asks something longer. */
  Call ask(String padding) {
    String name = endpoint + "-" + System.identityHashCode(this) + "-" + asked++;
    String digits = Long.toUnsignedString(name.hashCode() * 0x9E3779B97F4A7C15L, 36);
    return conversation.ask(name + "-" + digits.repeat(FEW) + padding);
  }

  /** Ends its connection without a word. */
  void leave() {
    if (conversation != null) {
      conversation.line.cut();
    }
  }
}
