package org.zmqwebbridge.edge.jetty;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.BufferUtil;
import org.zmqwebbridge.edge.Printable;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.WireHandler;
import org.zmqwebbridge.edge.WireRoute;
import org.zmqwebbridge.observe.Counter;

/**
 * The requests of one {@link JettyWire}, read one at a time and handed to its handler: each when it
 * may come, its body as it is asked for, and what is no request not at all.
 *
 * <p>Owner thread: the one that has the turn, but for {@link #want}. Lifetime: the handler hears
 * nothing after {@link WireHandler#onGone}.
 */
final class WireRequests {
  private final JettyWire wire;
  private final OpenWires wires;
  private final WireBytes bytes;
  private final WireBody body;
  private final RequestReader reader;
  private final WireWants wants = new WireWants();
  private ParsedRequest request; // the latest
  private RequestHead head; // of the first; null once it has been handed over
  private WireHandler handler; // null until it has been opened
  private WireRefusal refusal; // of the next request, said when nothing else is under way; or null
  private boolean isBodyBegun;
  private boolean isLast; // no request is read after this one
  private boolean told; // the handler, that it has ended

  WireRequests(
      JettyWire wire, OpenWires wires, WireBytes bytes, ParsedRequest first, RequestHead head) {
    this.wire = wire;
    this.wires = wires;
    this.bytes = bytes;
    this.body = new WireBody(wires.registry().incoming());
    this.reader = wires.newReader();
    this.request = first;
    this.head = head;
  }

  /** Hands the first over, once. */
  void open() {
    if (head != null) {
      RequestHead first = head;
      head = null;
      handler = wire.route().opener().apply(wire);
      if (request.hasBody()) {
        reader.beginBody(request);
      }
      hand(request, first);
    }
  }

  /** Asks for the body, or a part of it; returns whether somebody has to look for it now. */
  boolean want(boolean whole, int maxBytes) {
    return wants.ask(whole, maxBytes);
  }

  // What is to be read

  /** Whether nothing is read any more, whatever comes. */
  boolean isDeaf() {
    return wire.hasEnded() || refusal != null || (isLast && !wants.isOpen());
  }

  /** Whether something is to be read. */
  boolean isReading() {
    return wants.isOpen() ? wants.isAsked() : wire.answers().mayTakeNext();
  }

  /** Whether the client should have sent a head by and by. */
  boolean isAwaitingHead() {
    return !isDeaf() && !wants.isOpen() && (wire.answers().isIdle() || reader.isInHead());
  }

  /** Reads one thing of what is there; returns whether there may be more to do. */
  boolean readOn() {
    if (wants.isOpen()) {
      wire.awaitBody();
      if (!isBodyBegun && !beginBody()) {
        return true;
      }
    }
    switch (next()) {
      case HEAD -> onHead(reader.request());
      case CONTENT -> onContent(reader.content());
      case END -> onEnd();
      case BROKEN -> onBroken(WireRefusal.of(reader.failure()));
      case MORE -> {
        return !bytes.isEmpty();
      }
    }
    return true;
  }

  /** A part is no larger than what is wanted, because the reader sees no more. */
  private RequestReader.Event next() {
    ByteBuffer unread = bytes.unread();
    int limit = unread.limit();
    if (wants.isPart()) {
      unread.limit(Math.min(limit, unread.position() + wants.maxBytes()));
    }
    RequestReader.Event event = reader.next(unread);
    if (event != RequestReader.Event.BROKEN) {
      unread.limit(limit);
    }
    return event;
  }

  // Heads

  private void onHead(ParsedRequest parsed) {
    if (!parsed.hasBody()) {
      RequestReader.Event unused = reader.next(BufferUtil.EMPTY_BUFFER); // its end
    }
    RequestHead next = wires.gate().head(parsed, wire.getEndPoint());
    Optional<WireRefusal> refused = refusal(parsed, next);
    if (refused.isPresent()) {
      refusal = refused.get();
    } else {
      hand(parsed, next);
    }
  }

  private Optional<WireRefusal> refusal(ParsedRequest parsed, RequestHead next) {
    if (!wires.hosts().contains(parsed.host())) {
      return Optional.of(
          new WireRefusal(
              HttpStatus.MISDIRECTED_REQUEST_421,
              "There is no such host here.",
              Counter.HOSTS_REFUSED,
              "the host " + Printable.cut(parsed.host()) + " is none of hosts"));
    }
    Optional<WireRoute> route =
        wires.gate().find(next).filter(found -> found.opener() == wire.route().opener());
    return route.isPresent()
        ? wires.gate().refusal(route.get(), next, parsed.fields(), wire.getEndPoint())
        : Optional.of(
            new WireRefusal(
                HttpStatus.MISDIRECTED_REQUEST_421,
                "Ask on another connection.",
                Counter.HTTP_REFUSED,
                next.method()
                    + " "
                    + Printable.cut(next.path())
                    + ": not for the back end that has this connection"));
  }

  private void hand(ParsedRequest parsed, RequestHead next) {
    wires.counters().increment(Counter.EXCHANGES);
    request = parsed;
    isLast = !parsed.isPersistent();
    isBodyBegun = false;
    if (parsed.hasBody()) {
      wants.begin();
    }
    wire.answers().request();
    wire.awaitAnswer();
    handler.onRequest(parsed.with(next));
  }

  // Bodies

  /** Returns false if it is refused before any of it is read. */
  private boolean beginBody() {
    isBodyBegun = true;
    if (wants.isWhole() && request.bodyBytes() > wants.maxBytes()) {
      refuseCurrent(tooLarge());
      return false;
    }
    if (request.expectsContinue() && bytes.isEmpty() && wire.answers().isUntouched()) {
      wire.sendContinue();
    }
    return true;
  }

  private static WireRefusal tooLarge() {
    return new WireRefusal(
        HttpStatus.PAYLOAD_TOO_LARGE_413,
        "The body is too large.",
        Counter.BODIES_TOO_LARGE,
        "its body is too large");
  }

  private void onContent(ByteBuffer part) {
    if (wants.isPart()) {
      wire.onBody();
      wants.given();
      handler.onPart(BufferUtil.toArray(part));
    } else if (part.remaining() > wants.maxBytes() - body.size()) {
      refuseCurrent(tooLarge());
    } else if (!body.add(part)) {
      refuseCurrent(
          WireRefusal.later(
              HttpStatus.SERVICE_UNAVAILABLE_503,
              Counter.BODIES_OVERLOADED,
              "limits.maxIncomingBytesInAll"));
    }
  }

  private void onEnd() {
    boolean isWhole = wants.isWhole();
    wants.end();
    wire.onBody();
    if (isWhole) {
      byte[] whole = body.whole();
      body.clear();
      handler.onBody(whole);
    } else {
      handler.onBodyEnd();
    }
  }

  // Ends

  /** No response is under way: what comes after them may be said and done. */
  void onIdle() {
    if (refusal != null) {
      say(refusal);
      wire.endWith(refusal.bytes());
    } else if (isLast || wants.isOpen() || wires.registry().isClosing()) {
      wire.end();
    }
  }

  private void onBroken(WireRefusal broken) {
    bytes.drop();
    if (wants.isOpen()) {
      refuseCurrent(broken);
    } else {
      refusal = broken;
    }
  }

  /**
   * The request that was handed over last ends without its back end, and the connection with it.
   */
  void refuseCurrent(WireRefusal why) {
    say(why);
    if (wire.answers().isUntouched()) {
      wire.endWith(why.bytes());
    } else {
      wire.end();
    }
    sayGone();
  }

  private void say(WireRefusal why) {
    wires.refusals().count(wire.client(), why.status(), why.counter(), why.why());
  }

  /** Tells the handler, once. */
  void sayGone() {
    if (!told) {
      told = true;
      bytes.drop();
      body.clear();
      wants.end();
      if (handler != null) {
        handler.onGone();
      }
    }
  }
}
