package org.zmqwebbridge.virtualsocket;

import java.util.List;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.gateway.Caller;
import org.zmqwebbridge.gateway.CallerSeat;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.Outcome;
import org.zmqwebbridge.json.JsonText;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.wire.ServerFrame;
import org.zmqwebbridge.virtualsocket.wire.Utf8;

/**
 * A page's REQ socket: its requests are single texts without ids, and of a reply it takes the last
 * part.
 *
 * <p>Owner thread: as {@link VirtualSocket}.
 */
final class ReqSocket extends VirtualSocket implements Caller {
  private static final int NO_ID = 0;

  private final CallerSeat seat;

  ReqSocket(VirtualSocketSession session, Opening opening, GatewayShards gateways) {
    super(session, opening);
    this.seat = gateways.seat(opening.endpoint(), this, false);
  }

  @Override
  boolean allow(Grant grant) {
    return true;
  }

  @Override
  CallerSeat seat() {
    return seat;
  }

  @Override
  void send(byte[] content, Charge charge) {
    if (content == null || !isFit(content)) {
      end(charge);
      fail(Outcome.MALFORMED);
      return;
    }
    Charge taken = charge == null ? session().budget().tryBegin(content.length) : charge;
    if (taken == null) {
      fail(Outcome.OVERFLOW);
    } else {
      seat.request(NO_ID, List.of(content), 0, taken);
    }
  }

  /** Whether a service may see it as a request. */
  private boolean isFit(byte[] content) {
    return !endpoint().json() || JsonText.isWellFormed(content);
  }

  @Override
  void fail(Outcome outcome) {
    seat.fail(NO_ID, outcome);
  }

  @Override
  void failRefused() {
    seat.tell(NO_ID, Outcome.NOT_CONNECTED);
  }

  @Override
  public void joined() {
    sayConnected(null);
  }

  @Override
  public boolean takes(List<byte[]> parts, int maxMessageBytes) {
    return last(parts).length <= maxMessageBytes;
  }

  private static byte[] last(List<byte[]> parts) {
    return parts.get(parts.size() - 1);
  }

  @Override
  public boolean replied(int id, List<byte[]> parts) {
    byte[] content = last(parts);
    byte[] text = Utf8.replacingIllFormed(content);
    if (text != content) {
      seat.meters().increment(Counter.TEXT_REPLACED);
    }
    return connection().queue(delivery(text));
  }

  @Override
  public void flush() {
    connection().flush();
  }

  @Override
  public void failed(int id, Outcome outcome) {
    send(new ServerFrame.Failed(identity(), outcome.code(), outcome.text()));
  }
}
