package org.zmqwebbridge.sockjs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.zmqwebbridge.edge.Admission;
import org.zmqwebbridge.edge.Batch;
import org.zmqwebbridge.edge.CloseReason;
import org.zmqwebbridge.edge.CloseStatus;
import org.zmqwebbridge.edge.Connection;
import org.zmqwebbridge.edge.ConnectionHandler;
import org.zmqwebbridge.edge.Entry;
import org.zmqwebbridge.edge.Handshake;
import org.zmqwebbridge.edge.MessageType;
import org.zmqwebbridge.edge.OutgoingMessage;
import org.zmqwebbridge.edge.Receiver;
import org.zmqwebbridge.edge.Refusal;
import org.zmqwebbridge.edge.Upgrader;
import org.zmqwebbridge.flow.SlowReaderPolicy;
import org.zmqwebbridge.flow.SlowReaders;
import org.zmqwebbridge.observe.Counters;

/**
 * What comes back: each text as it came; {@code batch} as two publications at once; {@code bye} is
 * the end. Anyone who asks with {@code deny} in the query may not come in.
 */
final class EchoSocket implements Upgrader {
  private static final byte[] NOTHING = {};

  final List<String> closed = new CopyOnWriteArrayList<>();
  final List<String> paths = new CopyOnWriteArrayList<>();

  @Override
  public CompletionStage<Admission> admits(Handshake handshake) {
    paths.add(handshake.path());
    return CompletableFuture.completedFuture(
        handshake.query().contains("deny")
            ? new Refusal(CloseReason.FORBIDDEN)
            : (Entry) this::echo);
  }

  private ConnectionHandler echo(Connection connection) {
    Receiver receiver = new Receiver(NOTHING);
    SlowReaders slow = new SlowReaders(SlowReaderPolicy.CLOSE, new Counters());
    return new ConnectionHandler() {
      @Override
      public void onText(ByteBuffer utf8) {
        String text = UTF_8.decode(utf8).toString();
        if (text.equals("bye")) {
          connection.close(new CloseStatus(4001, "so long"), "asked to");
        } else if (text.equals("batch")) {
          Batch batch = new Batch();
          batch.reset(0);
          batch.add(MessageType.TEXT, "one".getBytes(UTF_8), NOTHING);
          batch.add(MessageType.TEXT, "two".getBytes(UTF_8), NOTHING);
          connection.send(batch, receiver, slow);
        } else {
          connection.send(OutgoingMessage.text(text.getBytes(UTF_8)));
        }
      }

      @Override
      public void onBinary(ByteBuffer payload) {
        throw new IllegalStateException("SockJS has no binary messages");
      }

      @Override
      public void onClosed(CloseStatus status) {
        closed.add(status.code() + "");
      }
    };
  }
}
