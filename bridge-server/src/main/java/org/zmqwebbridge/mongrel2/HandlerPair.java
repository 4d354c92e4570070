package org.zmqwebbridge.mongrel2;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.mongrel2.config.HandlerProtocol;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.wire.ExtendedReply;
import org.zmqwebbridge.mongrel2.wire.HeaderBlock;
import org.zmqwebbridge.mongrel2.wire.MalformedReplyException;
import org.zmqwebbridge.mongrel2.wire.Reply;
import org.zmqwebbridge.mongrel2.wire.RequestMessage;
import org.zmqwebbridge.observe.AskTally;
import org.zmqwebbridge.observe.Counter;
import org.zmqwebbridge.observe.LineKind;
import org.zmqwebbridge.zmq.DirectPush;
import org.zmqwebbridge.zmq.DirectSub;
import org.zmqwebbridge.zmq.FileMode;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * The handlers at one pair of sockets, which the server binds: a PUSH for requests, and a SUB for
 * replies. What no handler takes waits, bounded.
 *
 * <p>Owner thread: the loop's, but for {@link #ask} and what is told, which only queue. Lifetime:
 * from {@link #open} until {@link #close}.
 */
final class HandlerPair implements SocketListener {
  private static final Logger log = LoggerFactory.getLogger(HandlerPair.class);

  private final HandlerSpec spec;
  private final Server server;
  private final ZmqLoop loop;
  private final HandlerLimits limits;
  private final WaitingMessages waiting;
  private final LongConsumer ticker = this::onTick;
  private final PushListener pushed = new PushListener();
  private DirectPush out; // null until it is open
  private DirectSub in;
  private final ReplyBatch batch = new ReplyBatch();
  private final AskTally asks = new AskTally();
  private volatile int handlers; // that are connected; the loop writes it
  private boolean isClosed; // what is asked later is refused

  HandlerPair(HandlerSpec spec, Server server, ZmqLoop loop, HandlerLimits limits) {
    this.spec = spec;
    this.server = server;
    this.loop = loop;
    this.limits = limits;
    this.waiting = new WaitingMessages(limits.maxWaiting(), limits.maxWaitingBytes());
  }

  HandlerSpec spec() {
    return spec;
  }

  /** Who the server is to these. */
  String sender() {
    return spec.sendIdent();
  }

  /** Headers for these, without any yet. */
  HeaderBlock headers() {
    return spec.protocol() == HandlerProtocol.JSON ? HeaderBlock.json() : HeaderBlock.tnetstring();
  }

  /**
   * Binds.
   *
   * @param isPatient goes on trying where an address is still held, by who had it before
   * @throws IllegalStateException if an address cannot be bound; the message says why
   */
  void open(boolean isPatient) {
    out = limits.push(loop, spec.sendSpec(), pushed, isPatient, server.counters());
    try {
      in = limits.subscribe(loop, spec.recvSpec(), this, isPatient, server.counters());
    } catch (IllegalStateException taken) {
      out.close(0);
      isClosed = true;
      throw taken;
    }
    server
        .limits()
        .ipcMode()
        .map(FileMode::parse)
        .ifPresent(
            mode -> {
              mode.giveTo(HandlerLimits.endpoint(spec.sendSpec()));
              mode.giveTo(HandlerLimits.endpoint(spec.recvSpec()));
            });
    in.subscribe(spec.recvIdent().getBytes(UTF_8));
    loop.onTick(ticker);
  }

  // To handlers

  /** Hears when requests can go on. */
  private final class PushListener implements SocketListener {
    @Override
    public void onMessage(List<byte[]> frames) {
      // a PUSH hears nothing
    }

    @Override
    public void onWritable() {
      goOn();
    }

    @Override
    public void onPeers(int present) {
      handlers = present;
      goOn();
    }
  }

  AskTally asks() {
    return asks;
  }

  /** A request; its client is answered 503 where it cannot even wait. */
  void ask(Client client, byte[] message) {
    if (!loop.offer(() -> push(client, message))) {
      refuse(client);
    }
  }

  private void push(Client client, byte[] message) {
    if (waiting.isEmpty() && sends(message)) {
      return;
    }
    if (isClosed || !waiting.add(client, message, loop.nanoTime())) {
      refuse(client);
    }
  }

  private void refuse(Client client) {
    server.counters().increment(Counter.MONGREL2_REFUSED);
    if (client != null) { // a notice was not asked for
      asks.fail();
      client.unavailable();
    }
  }

  private void goOn() {
    while (!waiting.isEmpty() && sends(waiting.first().message())) {
      waiting.removeFirst();
    }
  }

  /** Whether somebody takes it. */
  private boolean sends(byte[] message) {
    return !isClosed && out != null && out.send(message);
  }

  /** Tells that a client has gone. */
  void tellGone(long id) {
    server.counters().increment(Counter.MONGREL2_DISCONNECTS);
    byte[] notice = RequestMessage.disconnect(sender(), id, headers());
    boolean unused = loop.offer(() -> push(null, notice));
  }

  /** Tells that so much of what was sent to a client has been taken. */
  void tellCredits(long id, long bytes) {
    byte[] notice = RequestMessage.credits(sender(), id, headers(), bytes);
    boolean unused = loop.offer(() -> push(null, notice));
  }

  /** How it is now; on any thread. */
  LiveHandlers look() {
    return new LiveHandlers(
        spec.sendSpec(), spec.recvSpec(), spec.protocol().name(), handlers, waiting(), asks);
  }

  /** How many messages wait for a handler. */
  int waiting() {
    return waiting.size();
  }

  private void onTick(long now) {
    out.onTick();
    in.onTick();
    goOn();
    long most = TimeUnit.SECONDS.toNanos(server.limits().handlerTimeoutSeconds());
    while (most > 0 && waiting.isLate(now - most)) {
      giveUp(waiting.removeFirst().client());
    }
  }

  private void giveUp(Client client) {
    server.counters().increment(Counter.MONGREL2_UNANSWERED);
    if (client != null) {
      asks.fail();
      client.unavailable();
    }
    server
        .counters()
        .line(
            LineKind.HANDLER_AWAY,
            more ->
                log.warn(
                    "no handler took a message at {} within {} s; {} connected{}",
                    spec.sendSpec(),
                    server.limits().handlerTimeoutSeconds(),
                    out.peers() == 0 ? "none is" : out.peers() + " are",
                    more));
  }

  // From handlers

  /** Each frame is a reply of its own. */
  @Override
  public void onMessage(List<byte[]> frames) {
    for (byte[] frame : frames) {
      try {
        onReply(Reply.read(frame, server.limits().handlerTargets()));
      } catch (MalformedReplyException wrong) {
        server.counters().increment(Counter.MONGREL2_REPLIES_MALFORMED);
        server
            .counters()
            .line(
                LineKind.DIALECT_FAILED,
                more ->
                    log.warn(
                        "a reply at {} is dropped: {}{}",
                        spec.recvSpec(),
                        wrong.getMessage(),
                        more));
      }
    }
  }

  @Override
  public int maxCutBytes() {
    return LargeReplies.HEAD_BYTES;
  }

  @Override
  public void onTooLarge(List<byte[]> frames) {
    int last = frames.size() - 1;
    onMessage(frames.subList(0, last));
    LargeReplies.refuse(frames.get(last), server, this);
  }

  private void onReply(Reply reply) throws MalformedReplyException {
    server.counters().increment(Counter.MONGREL2_REPLIES);
    if (reply.isExtended()) {
      batch.flush(); // an order may end who has not been written to yet
      ExtendedReply order = ExtendedReply.read(reply.body());
      for (long id : reply.ids()) {
        obey(id, order);
      }
      return;
    }
    for (long id : reply.ids()) {
      Client client = server.clients().of(id);
      if (client == null) {
        onUnknown(id);
      } else if (reply.body().length == 0) {
        client.kill();
      } else {
        batch.add(client, reply.body());
      }
    }
  }

  @Override
  public boolean onBatchEnd() {
    batch.flush();
    return false;
  }

  void onUnknown(long id) {
    server.counters().increment(Counter.MONGREL2_UNKNOWN);
    if (waiting.isHalfFull()) { // the one that names nobody keeps no request from waiting
      server.counters().increment(Counter.MONGREL2_NOTICES_DROPPED);
    } else {
      tellGone(id);
    }
  }

  private void obey(long id, ExtendedReply order) {
    Client client = server.clients().of(id);
    if (!order.word().equals(ExtendedReply.CONTROL)) {
      if (client == null) {
        onUnknown(id);
      } else {
        server.orders().obey(client, order);
      }
      return;
    }
    boolean cancels = order.map().containsKey("cancel");
    if (client == null) {
      if (!cancels) {
        onUnknown(id);
      }
    } else if (cancels) {
      client.cancel();
    } else {
      if (order.map().containsKey("keep-alive")) {
        client.activity().ping(System.nanoTime());
      }
      if (order.map().get("credits") instanceof Long bytes && bytes > 0) {
        client.credit(bytes);
      }
    }
  }

  /** Unbinds; what waits is answered 503. */
  void close() {
    isClosed = true;
    loop.cancelTick(ticker);
    while (!waiting.isEmpty()) {
      Client client = waiting.removeFirst().client();
      if (client != null) {
        client.unavailable();
      }
    }
    if (in != null) { // otherwise it was never open, because an address was taken
      out.close(limits.lingerMillis());
      in.close(0);
    }
  }
}
