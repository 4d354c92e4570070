package org.zmqwebbridge.bench;

import java.nio.ByteBuffer;
import java.util.List;
import org.zmqwebbridge.bench.client.ResponseHead;

/**
 * One POST after the other. The first, which nobody counts, shows whether it may.
 *
 * <p>Owner thread: the loop's.
 */
final class PostPage extends HttpPage implements Asker.Holder {
  private static final int OK = 200;
  private static final int SILENT = 504; // the service, not the bridge

  /** Its only one. */
  private final class Poster extends Asker {
    private final ByteBuffer request;
    private final int serialAt;

    Poster(int size) {
      this.request = door().post(size);
      this.serialAt = request.limit() - size;
    }

    @Override
    void send(long number) {
      Serial.write(request, serialAt, number);
      PostPage.this.send(request.duplicate());
    }
  }

  private final Poster poster;
  private final Asker.Listener listener;
  private boolean ready;

  /**
   * One that is not connected.
   *
   * @param size of a request's body, in bytes
   */
  PostPage(HttpDoor door, int size, Asker.Listener listener) {
    super(door);
    this.poster = new Poster(size);
    this.listener = listener;
  }

  @Override
  public List<? extends Asker> askers() {
    return List.of(poster);
  }

  @Override
  void begin() {
    poster.send(0);
  }

  @Override
  void onAnswer(ResponseHead answer, Body whole, long nowNanos) {
    int status = answer.status();
    if (ready && status == OK) {
      listener.onReply(poster, Serial.read(whole.bytes(), 0, whole.length()), nowNanos);
    } else if (ready) {
      listener.onError(poster, Integer.toString(status), nowNanos);
    } else if (status == OK || status == SILENT) {
      ready = true;
    } else {
      refuse(answer, whole);
    }
  }

  @Override
  public boolean isReady() {
    return ready;
  }
}
