package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.TimeUnit;
import org.zmqwebbridge.blastbeat.config.SocketIoLimits;
import org.zmqwebbridge.blastbeat.wire.SocketIoKind;
import org.zmqwebbridge.blastbeat.wire.SocketIoPacket;
import org.zmqwebbridge.edge.websocket.ServerFrameHeader;
import org.zmqwebbridge.observe.Counter;

/**
 * What brings packets of socket.io to a session's client: its WebSocket, or one poll after the
 * other.
 *
 * <p>Owner thread: the loop's. Lifetime: its session's, and until its client was told of the end or
 * has not come for long.
 */
final class SocketIoCarrier implements PacketCarrier {
  private static final String CONNECTED = SocketIoPacket.of(SocketIoKind.CONNECT, null).text();
  private static final String HEARTBEAT = SocketIoPacket.of(SocketIoKind.HEARTBEAT, null).text();
  private static final String BOOTED = SocketIoPacket.of(SocketIoKind.DISCONNECT, null).text();

  /** There is no such session, or no more: its client is to shake hands again. */
  static final String GONE = SocketIoPacket.of(SocketIoKind.ERROR, "1+0").text();

  private final House house;
  private final SocketIoSessions all;
  private final SocketIoQueue queue;
  private final SocketIoInput input = new SocketIoInput(this);
  private Session session; // that it carries
  private Session socket; // whose WebSocket it has; null: none
  private PollVisit poll; // that waits; null: none
  private long polled; // when it came
  private long heard; // of its client
  private long beaten;
  private boolean isConnected;
  private boolean isOver;
  private EndReason end = EndReason.NODE;
  private Refusal refusal; // null: it was not refused

  SocketIoCarrier(House house) {
    this.house = house;
    this.all = house.socketIo();
    this.queue = new SocketIoQueue(all.budget());
    this.heard = house.now();
  }

  /** It carries this. */
  void carry(Session carried) {
    session = carried;
  }

  Session session() {
    return session;
  }

  House house() {
    return house;
  }

  Refusal refusal() {
    return refusal;
  }

  SocketIoInput input() {
    return input;
  }

  boolean isOver() {
    return isOver;
  }

  /** Its client has sent something. */
  void touch() {
    heard = house.now();
  }

  // Its client comes

  /** A poll, which takes the place of what was there. */
  void poll(PollVisit comes) {
    touch();
    isConnected = isConnected && socket == null; // what it was by another way
    leaveSocket();
    leavePoll();
    if (!isConnected && !isOver) {
      isConnected = true;
      comes.answer(CONNECTED);
    } else if (queue.isEmpty() && !isOver) {
      poll = comes;
      polled = heard;
    } else {
      comes.answer(queue.take());
      forgetIfOver();
    }
  }

  /** Its client does not wait any more. */
  void onPollGone(PollVisit gone) {
    if (poll == gone) {
      poll = null;
      touch();
    }
  }

  /** A WebSocket, which takes the place of what was there. */
  void open(Session comes) {
    touch();
    beaten = heard;
    leaveSocket();
    leavePoll();
    socket = comes;
    if (!isOver) {
      isConnected = true;
      frame(CONNECTED);
    }
    queue.takeAll().forEach(this::frame);
    input.onSocket(comes);
    if (isOver) {
      forgetIfOver();
      leaveSocket();
    }
  }

  /** The WebSocket of a session has ended, and with it what it has carried. */
  void onSocketGone(Session gone) {
    if (socket == gone) {
      socket = null;
      session.finish();
    }
  }

  private void leaveSocket() {
    Session before = socket;
    socket = null;
    if (before != null) {
      before.end(end);
    }
  }

  private void leavePoll() {
    PollVisit before = poll;
    poll = null;
    if (before != null) {
      before.answer(queue.take());
    }
  }

  private void forgetIfOver() {
    if (isOver) {
      all.remove(this);
      queue.clear();
    }
  }

  // To its client

  /** A message. */
  void send(SocketIoKind kind, String data) {
    send(SocketIoPacket.of(kind, data).text());
  }

  /** A packet. */
  void send(String packet) {
    if (isOver) {
      return;
    }
    if (socket != null) {
      frame(packet);
    } else if (queue.add(packet, all.limits().maxWaitingBytes())) {
      if (poll != null) {
        touch();
        leavePoll();
      }
    } else {
      house.counters().increment(Counter.BLASTBEAT_SOCKET_IO_OVERFLOWS);
      queue.clear();
      session.end(EndReason.SLOW);
    }
  }

  private void frame(String packet) {
    socket.carrier().bytes(ServerFrameHeader.frame(ServerFrameHeader.TEXT, packet.getBytes(UTF_8)));
  }

  // Its time

  void onTick(long now) {
    SocketIoLimits limits = all.limits();
    if (poll != null) {
      onTickOfPoll(now, limits);
      return;
    }
    if (socket != null && has(limits.heartbeatMillis(), beaten, now)) {
      beaten = now;
      frame(HEARTBEAT);
    }
    if (has(isConnected || isOver ? limits.closeMillis() : limits.connectMillis(), heard, now)) {
      if (isOver) {
        forgetIfOver();
      } else {
        house.counters().increment(Counter.BLASTBEAT_SOCKET_IO_LEFT);
        session.end(EndReason.IDLE);
        forgetIfOver(); // nobody is there who could be told
      }
    }
  }

  private void onTickOfPoll(long now, SocketIoLimits limits) {
    poll.touch();
    if (has(limits.pollMillis(), polled, now)) {
      touch();
      leavePoll();
    }
  }

  private static boolean has(long passedMillis, long since, long now) {
    return now - since >= TimeUnit.MILLISECONDS.toNanos(passedMillis);
  }

  // As its session's carrier

  @Override
  public SocketIoCarrier socketIo() {
    return this;
  }

  @Override
  public void leave(EndReason why) {
    end = why;
    queue.addLast(why == EndReason.NODE ? BOOTED : GONE);
  }

  @Override
  public void end() {
    isOver = true;
    input.release();
    boolean isTold = socket != null || poll != null || queue.isEmpty();
    if (socket != null) {
      queue.takeAll().forEach(this::frame);
    }
    leaveSocket();
    leavePoll();
    if (isTold) {
      forgetIfOver();
    } // else the next that comes is told
  }

  @Override
  public void abort() {
    end();
  }

  @Override
  public void refuse(Refusal why) {
    refusal = why;
  }

  @Override
  public void pause() {
    input.pause(socket);
  }

  @Override
  public void resume() {
    input.resume(socket);
  }
}
