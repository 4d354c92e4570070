package org.zmqwebbridge.virtualsocket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.zmqwebbridge.auth.Grant;
import org.zmqwebbridge.gateway.Charge;
import org.zmqwebbridge.gateway.GatewayShards;
import org.zmqwebbridge.gateway.Responder;
import org.zmqwebbridge.gateway.ResponderSeat;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.virtualsocket.wire.Answer;
import org.zmqwebbridge.virtualsocket.wire.OriginalWire;
import org.zmqwebbridge.virtualsocket.wire.Utf8;

/**
 * A page's REP socket: asks come with a reply address, which its answers name.
 *
 * <p>Owner thread: as {@link VirtualSocket}.
 */
final class RepSocket extends VirtualSocket implements Responder {
  private final ResponderSeat seat;
  private final ReplyAddresses addresses = new ReplyAddresses();

  RepSocket(VirtualSocketSession session, Opening opening, GatewayShards gateways) {
    super(session, opening);
    this.seat = gateways.seat(opening.endpoint(), this);
  }

  @Override
  boolean allow(Grant grant) {
    return true;
  }

  @Override
  ResponderSeat seat() {
    return seat;
  }

  @Override
  void send(byte[] content, Charge charge) {
    end(charge);
    try {
      Answer answer = Answer.parse(content);
      OptionalInt id = addresses.id(answer.replyAddress());
      if (id.isPresent()) {
        seat.answer(
            id.getAsInt(), answer.body().stream().map(text -> text.getBytes(UTF_8)).toList());
        return;
      }
    } catch (MalformedTextException malformed) {
      // it names no ask either
    }
    seat.unroutable();
  }

  @Override
  public String reclaim() {
    return opening().reclaim();
  }

  @Override
  public BooleanSupplier askForLife() {
    return connection().askForLife();
  }

  @Override
  public void joined(String reclaimSecret) {
    sayConnected(reclaimSecret);
  }

  @Override
  public void asked(int id, long millis, List<byte[]> parts) {
    List<byte[]> body = new ArrayList<>();
    for (byte[] part : parts) {
      byte[] text = Utf8.replacingIllFormed(part);
      if (text != part) {
        seat.meters().increment(Counter.TEXT_REPLACED);
      }
      body.add(text);
    }
    connection().send(delivery(OriginalWire.ask(addresses.address(id), body)));
  }
}
