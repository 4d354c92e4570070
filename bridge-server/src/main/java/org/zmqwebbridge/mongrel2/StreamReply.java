package org.zmqwebbridge.mongrel2;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.PortStream;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.http1.AnswerHead;
import org.zmqwebbridge.http1.AnswerReader;
import org.zmqwebbridge.http1.BadAnswerException;
import org.zmqwebbridge.http1.BadRequestException;
import org.zmqwebbridge.http1.BodyReader;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;

/**
 * What is written for the client of one stream, which is HTTP/1: heads are read and said as HTTP/2
 * says them, chunks are undone, and lengths are held to.
 *
 * <p>Owner thread: none; guarded by its own lock, as several may write. Lifetime: the stream's.
 */
final class StreamReply {
  private static final Logger log = LoggerFactory.getLogger(StreamReply.class);
  private static final int MAX_HEAD_BYTES = 65_536;
  private static final int CONTINUE = 100;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int OK = 200;
  private static final int BAD_GATEWAY = 502;

  private final PortStream stream;
  private final Client client;
  private final AnswerReader heads = new AnswerReader(MAX_HEAD_BYTES);
  private BodyReader chunks; // null: the body is what is written
  private boolean isBegun;
  private boolean isBroken; // nothing that follows means anything

  StreamReply(PortStream stream, Client client) {
    this.stream = stream;
    this.client = client;
  }

  /** More bytes of it. */
  synchronized void add(byte[] bytes) {
    if (isBroken) {
      return;
    }
    try {
      if (isBegun && chunks == null) {
        stream.send(bytes);
      } else {
        read(ByteBuffer.wrap(bytes));
      }
    } catch (BadAnswerException | BadRequestException wrong) {
      refuse(wrong);
    }
  }

  /** Whether all of an answer has been written that says where it ends. */
  synchronized boolean isWhole() {
    return !isBroken && (chunks == null ? stream.isWhole() : chunks.isEnd());
  }

  private void read(ByteBuffer bytes) throws BadAnswerException, BadRequestException {
    while (!isBegun && bytes.hasRemaining()) {
      AnswerHead head = heads.read(bytes);
      if (head != null) {
        begin(head, bytes);
      }
    }
    if (chunks != null) {
      undo(bytes);
    }
  }

  private void begin(AnswerHead head, ByteBuffer bytes) throws BadAnswerException {
    if (head.status() == SWITCHING_PROTOCOLS) {
      open(head);
    } else if (head.isInterim()) {
      inform(head);
      return;
    } else if (head.isChunked()) {
      chunks = new BodyReader(-1);
      stream.begin(said(head, head.status()), PortStream.UNTIL_END);
    } else if (head.bodyBytes() == bytes.remaining()) {
      isBegun = true;
      stream.answer(said(head, head.status()), rest(bytes));
      return;
    } else {
      stream.begin(said(head, head.status()), head.bodyBytes());
    }
    isBegun = true;
    if (chunks == null && bytes.hasRemaining()) {
      stream.send(rest(bytes));
    }
  }

  /** A WebSocket is answered with 200 (RFC 8441, section 5); what follows is frames. */
  private void open(AnswerHead head) throws BadAnswerException {
    if (!stream.head().asksForWebSocket()) {
      throw new BadAnswerException("a protocol that was not asked for");
    }
    stream.begin(said(head, OK).without("Sec-WebSocket-Accept"), PortStream.UNTIL_END);
  }

  private void inform(AnswerHead head) {
    if (head.status() == CONTINUE) {
      stream.welcomeBody();
    } else {
      stream.inform(new InterimHead(head.status(), head.reason(), fields(head)));
    }
  }

  private static ResponseHead said(AnswerHead head, int status) {
    return new ResponseHead(status, head.reason(), fields(head));
  }

  private static List<HeaderField> fields(AnswerHead head) {
    List<HeaderField> fields = new ArrayList<>();
    head.forEachEndToEnd((name, value) -> fields.add(new HeaderField(name, value)));
    return fields;
  }

  private static byte[] rest(ByteBuffer bytes) {
    byte[] rest = new byte[bytes.remaining()];
    bytes.get(rest);
    return rest;
  }

  private void undo(ByteBuffer bytes) throws BadRequestException {
    while (bytes.hasRemaining() && !chunks.isEnd()) {
      byte[] part = rest(chunks.next(bytes, Integer.MAX_VALUE));
      if (part.length > 0) {
        stream.send(part);
      }
    }
    if (chunks.isEnd()) {
      stream.end();
    }
  }

  /** What a handler says is no answer: it hears that its client has gone. */
  private void refuse(Exception wrong) {
    isBroken = true;
    client.server().counters().increment(Counter.MONGREL2_ANSWERS_MALFORMED);
    client
        .server()
        .counters()
        .line(
            LineKind.DIALECT_FAILED,
            more ->
                log.warn(
                    "an answer to {} on HTTP/2 is none: {}{}",
                    stream.head(),
                    wrong.getMessage(),
                    more));
    if (isBegun) {
      stream.breakOff();
    } else {
      boolean unused =
          stream.answer(ResponseHead.of(BAD_GATEWAY, "text/plain"), ErrorPages.phrase(BAD_GATEWAY));
    }
  }

  /** There is no more of it. */
  synchronized void end() {
    if (heads.isInHead() && !isBroken && !isBegun) {
      refuse(new BadAnswerException("a head without an end"));
    } else if (chunks != null && !chunks.isEnd()) {
      stream.breakOff();
    } else {
      stream.end();
    }
  }
}
