package org.zmqwebbridge.blastbeat;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.zmqwebbridge.blastbeat.wire.Sid;
import org.zmqwebbridge.blastbeat.wire.SocketIoPayload;

/**
 * A POST of a socket.io client, which brings packets.
 *
 * <p>Owner thread: the loop's. Lifetime: one request's.
 */
final class PostVisit implements Visit {
  private static final String TAKEN = "1";

  private final House house;
  private final Sid sid;
  private final SocketIoReply reply;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private long left; // of its body; negative: its end is told
  private boolean isWhole;
  private Refusal refusal; // null: nothing is wrong
  private Session session; // of its connection; null until its turn
  private SocketIoCarrier carrier; // null: it waits for nothing

  /**
   * @param bodyBytes negative: it comes in chunks
   */
  PostVisit(House house, Sid sid, SocketIoReply reply, long bodyBytes) {
    this.house = house;
    this.sid = sid;
    this.reply = reply;
    this.left = bodyBytes;
    this.isWhole = bodyBytes == 0;
  }

  @Override
  public void begin(Session at) {
    session = at;
    act();
  }

  @Override
  public void part(byte[] bytes) {
    boolean isTooLarge = body.size() + bytes.length > house.limits().maxSocketMessageBytes();
    if (isTooLarge || !house.incoming().tryTake(bytes.length)) {
      refusal = isTooLarge ? Refusal.TOO_LARGE : Refusal.BUSY;
    } else {
      body.writeBytes(bytes);
      left -= left > 0 ? bytes.length : 0;
      isWhole = left == 0 || bytes.length == 0;
    }
    act();
  }

  private void act() {
    if (session == null) {
      return;
    }
    if (refusal != null) {
      session.refuse(refusal);
    } else if (isWhole) {
      hear();
    }
  }

  private void hear() {
    SocketIoCarrier found = house.socketIo().find(sid, session.vhost());
    Optional<String> text = SocketIoPayload.text(body.toByteArray());
    forget();
    if (found == null) {
      session.requests().answer(reply.of(SocketIoCarrier.GONE));
    } else if (text.isPresent() && found.input().receive(text.get())) {
      carrier = found;
      found.input().answer(this);
    } else {
      session.refuse(Refusal.MALFORMED);
    }
  }

  /** It was heard. */
  void answer() {
    carrier = null;
    session.requests().answer(reply.of(TAKEN));
  }

  private void forget() {
    house.incoming().give(body.size());
    body.reset();
  }

  @Override
  public void leave() {
    forget();
    if (carrier != null) {
      carrier.input().forget(this);
    }
  }
}
