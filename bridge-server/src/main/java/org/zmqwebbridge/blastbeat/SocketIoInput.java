package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.blastbeat.wire.SocketIoKind;
import org.zmqwebbridge.blastbeat.wire.SocketIoPacket;
import org.zmqwebbridge.blastbeat.wire.SocketIoPayload;
import org.zmqwebbridge.observe.Counter;

/**
 * What the client of one socket.io session says, on its WebSocket or by POST, and the POSTs that
 * wait because its node takes nothing.
 *
 * <p>Owner thread: the loop's. Lifetime: its session's.
 */
final class SocketIoInput {
  private static final String UNAUTHORIZED = "2";

  private final SocketIoCarrier carrier;
  private final List<PostVisit> held = new ArrayList<>(1);
  private boolean isPaused;

  SocketIoInput(SocketIoCarrier carrier) {
    this.carrier = carrier;
  }

  /**
   * Packets have come.
   *
   * @return whether they are any; if not, nothing was done
   */
  boolean receive(String payload) {
    carrier.touch();
    Optional<List<String>> texts = SocketIoPayload.read(payload, House.MAX_FRAGMENTS);
    List<SocketIoPacket> packets = new ArrayList<>();
    for (String text : texts.orElse(List.of(""))) {
      Optional<SocketIoPacket> packet = SocketIoPacket.read(text);
      if (packet.isEmpty()) {
        return false;
      }
      packets.add(packet.get());
    }
    packets.forEach(this::hear);
    return true;
  }

  private void hear(SocketIoPacket packet) {
    if (carrier.isOver()) {
      return;
    }
    switch (packet.kind()) {
      case MESSAGE -> tell(Words.SOCKET_IO_MSG, packet);
      case JSON -> tell(Words.SOCKET_IO_JSON, packet);
      case EVENT -> tell(Words.SOCKET_IO_EVENT, packet);
      case CONNECT -> connect(packet.endpoint());
      case DISCONNECT -> disconnect(packet.endpoint());
      case HEARTBEAT, ACK, ERROR, NOOP -> {} // its client is there, and nobody has asked for more
    }
  }

  private void tell(byte[] type, SocketIoPacket packet) {
    String data = packet.data() == null ? "" : packet.data();
    carrier.house().counters().increment(Counter.BLASTBEAT_SOCKET_IO_MESSAGES);
    carrier.session().packet(type, data.getBytes(UTF_8));
    if (!packet.id().isEmpty() && !packet.isAnswered()) {
      carrier.send(SocketIoPacket.of(SocketIoKind.ACK, packet.id()).text());
    }
  }

  /** Nodes know the connection's own only. */
  private void connect(String endpoint) {
    if (!endpoint.isEmpty()) {
      String name = endpoint.split("\\?", 2)[0];
      carrier.send(new SocketIoPacket(SocketIoKind.ERROR, "", false, name, UNAUTHORIZED).text());
    }
  }

  private void disconnect(String endpoint) {
    if (endpoint.isEmpty()) {
      carrier.session().finish();
    }
  }

  // Its node takes nothing

  /** It has a WebSocket from now on. */
  void onSocket(Session socket) {
    if (isPaused) {
      socket.pause(Session.Pause.NODE);
    }
  }

  /** A POST was heard: it is answered when more may come. */
  void answer(PostVisit post) {
    if (isPaused && !carrier.isOver()) {
      held.add(post);
    } else {
      post.answer();
    }
  }

  /** It waits no more. */
  void forget(PostVisit post) {
    held.remove(post);
  }

  void pause(Session socket) {
    isPaused = true;
    if (socket != null) {
      socket.pause(Session.Pause.NODE);
    }
  }

  void resume(Session socket) {
    isPaused = false;
    if (socket != null) {
      socket.resume(Session.Pause.NODE);
    }
    release();
  }

  /** What waits is answered. */
  void release() {
    List<PostVisit> all = List.copyOf(held);
    held.clear();
    all.forEach(PostVisit::answer);
  }
}
