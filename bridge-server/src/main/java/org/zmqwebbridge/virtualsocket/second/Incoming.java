package org.zmqwebbridge.virtualsocket.second;

import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.virtualsocket.second.wire.ClientControl;
import org.zmqwebbridge.virtualsocket.second.wire.ControlDecoder;
import org.zmqwebbridge.virtualsocket.second.wire.DataCodec;
import org.zmqwebbridge.virtualsocket.second.wire.DataFrame;
import org.zmqwebbridge.virtualsocket.second.wire.ErrorPlace;
import org.zmqwebbridge.virtualsocket.second.wire.Fault;
import org.zmqwebbridge.virtualsocket.second.wire.ServerControl;
import org.zmqwebbridge.virtualsocket.second.wire.WireError;

/**
 * What one page sends: decodes each frame, finds its channel, and passes it on.
 *
 * <p>Owner thread: the connection's edge callbacks. Lifetime: its session's.
 */
final class Incoming implements ClientControl.Handler, DataFrame.Handler {
  /** Operators know these lines by that name. */
  private static final Logger log = LoggerFactory.getLogger(SecondSession.class);

  /** What a control frame takes of the budget while it is held, beside its place. */
  private static final int CONTROL_BYTES = 0;

  private final SecondSession session;
  private final Connection connection;
  private final SecondWireContext context;
  private final ChannelTable channels;
  private final Opener opener;
  private final Renewal renewal;
  private final Downlink downlink;
  private final PingPace pings = new PingPace(System::nanoTime);
  private int textBytes; // of the text message that is being handled

  Incoming(
      SecondSession session,
      Connection connection,
      SecondWireContext context,
      ChannelTable channels,
      Opener opener,
      Renewal renewal) {
    this.session = session;
    this.connection = connection;
    this.context = context;
    this.channels = channels;
    this.opener = opener;
    this.renewal = renewal;
    this.downlink = session.downlink();
  }

  /** A control frame. */
  void onText(ByteBuffer utf8) {
    textBytes = utf8.remaining();
    ControlDecoder.decode(utf8, context.limits().wire()).dispatch(this);
  }

  /** A data frame. */
  void onBinary(ByteBuffer payload) {
    DataCodec.decodeFromPage(payload, context.limits().wire()).dispatch(this);
  }

  @Override
  public void onOpen(ClientControl.Open frame) {
    if (channels.isTaken(frame.channel())) {
      downlink.error(WireError.CHANNEL_IN_USE, frame.channel(), Fault.NO_ID);
    } else {
      opener.open(frame, textBytes);
    }
  }

  @Override
  public void onClose(ClientControl.Close frame) {
    channels
        .find(frame.channel())
        .ifPresentOrElse(
            session::closeByPage,
            () -> downlink.error(WireError.NO_CHANNEL, frame.channel(), Fault.NO_ID));
  }

  @Override
  public void onSubscribe(ClientControl.Subscribe frame) {
    pass(frame.channel(), Fault.NO_ID, textBytes, (to, charge) -> to.onSubscribe(frame, charge));
  }

  @Override
  public void onUnsubscribe(ClientControl.Unsubscribe frame) {
    pass(frame.channel(), Fault.NO_ID, textBytes, (to, charge) -> to.onUnsubscribe(frame, charge));
  }

  @Override
  public void onCredit(ClientControl.Credit frame) {
    pass(frame.channel(), Fault.NO_ID, CONTROL_BYTES, (to, charge) -> to.onCredit(frame, charge));
  }

  @Override
  public void onCancel(ClientControl.Cancel frame) {
    pass(frame.channel(), frame.id(), CONTROL_BYTES, (to, charge) -> to.onCancel(frame, charge));
  }

  @Override
  public void onFailed(ClientControl.Failed frame) {
    pass(frame.channel(), frame.id(), textBytes, (to, charge) -> to.onFailed(frame, charge));
  }

  @Override
  public void onPing(ClientControl.Ping frame) {
    if (pings.mayAnswer()) {
      downlink.say(new ServerControl.Pong(frame.id()));
    } else {
      context.counters().increment(Counter.WIRE_PINGS_UNANSWERED);
    }
  }

  @Override
  public void onAuth(ClientControl.Auth frame) {
    renewal.ask(frame, textBytes);
  }

  @Override
  public void onMessage(DataFrame.Message frame) {
    int bytes = SecondSession.bytes(frame.parts());
    pass(frame.channel(), Fault.NO_ID, bytes, (to, charge) -> to.onMessage(frame, charge));
  }

  @Override
  public void onRequest(DataFrame.Request frame) {
    int bytes = SecondSession.bytes(frame.parts());
    Delivery delivery = (to, charge) -> to.onRequest(frame, charge);
    if (!pass(frame.channel(), frame.id(), bytes, delivery)) {
      WireError error = WireError.OVERFLOW;
      downlink.say(new ServerControl.Failed(frame.channel(), frame.id(), error, error.text()));
    }
  }

  @Override
  public void onReply(DataFrame.Reply frame) {
    int bytes = SecondSession.bytes(frame.parts());
    pass(frame.channel(), frame.id(), bytes, (to, charge) -> to.onReply(frame, charge));
  }

  @Override
  public void onItem(DataFrame.Item frame) {
    downlink.error(WireError.UNKNOWN_OP, frame.channel(), Fault.NO_ID);
  }

  /**
   * Passes a frame on to its channel, or keeps it until that is open.
   *
   * @return false if there was no room to keep it; then its page has not been told
   */
  private boolean pass(long channel, long id, int bytes, Delivery delivery) {
    ChannelTable.Verdict verdict = channels.pass(channel, delivery, bytes);
    switch (verdict.fate()) {
      case OPEN -> delivery.to(verdict.channel(), null);
      case UNKNOWN -> downlink.error(WireError.NO_CHANNEL, channel, id);
      case OVERFLOWED -> context.counters().increment(Counter.HELD_FRAMES_OVERFLOWED);
      case HELD, ENDED -> {}
    }
    return verdict.fate() != ChannelTable.Fate.OVERFLOWED;
  }

  @Override
  public void onFault(Fault fault) {
    if (fault.ends() == Fault.Ends.CONNECTION) {
      closeFor(fault);
    } else if (fault.place() == ErrorPlace.REFUSED) {
      onMalformedOpen(fault);
    } else if (fault.channel() == 0 || !concernsASocket(fault)) {
      downlink.error(fault);
    } else {
      pass(fault.channel(), fault.id(), CONTROL_BYTES, (to, charge) -> to.onFault(fault, charge));
    }
  }

  /** Whether it means something only if the socket is open: its form is right. */
  private static boolean concernsASocket(Fault fault) {
    return fault.error() == WireError.TOO_LARGE || fault.error() == WireError.CREDIT_OVERFLOW;
  }

  private void onMalformedOpen(Fault fault) {
    if (channels.isTaken(fault.channel())) {
      downlink.error(WireError.CHANNEL_IN_USE, fault.channel(), Fault.NO_ID);
    } else {
      opener.refuse(fault.channel(), fault.error(), fault.why());
    }
  }

  private void closeFor(Fault fault) {
    context.counters().increment(Counter.MESSAGES_MALFORMED);
    context
        .counters()
        .line(
            LineKind.MESSAGE_MALFORMED,
            more -> log.info("{}: closing: {}{}", session.connectionId(), fault.why(), more));
    connection.close(CloseReason.BAD_MESSAGE);
  }
}
