package org.zmqwebbridge.grip;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.grip.wire.OriginResponse;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginListener;

/**
 * Gathers an origin's whole answer, up to a limit.
 *
 * <p>Owner thread: the origin's. Lifetime: until it has told one of its two.
 */
final class WholeAnswer implements OriginListener {
  private final int maxBytes;
  private final Supplier<OriginCall> call;
  private final Consumer<OriginResponse> onWhole;
  private final Consumer<OriginFailure> onFailed;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private ResponseHead head;
  private boolean over;

  /**
   * @param call of which it is the answer
   */
  WholeAnswer(
      int maxBytes,
      Supplier<OriginCall> call,
      Consumer<OriginResponse> onWhole,
      Consumer<OriginFailure> onFailed) {
    this.maxBytes = maxBytes;
    this.call = call;
    this.onWhole = onWhole;
    this.onFailed = onFailed;
  }

  @Override
  public void onHead(ResponseHead said, long bodyBytes) {
    head = said;
  }

  @Override
  public void onPart(byte[] bytes) {
    if (body.size() + bytes.length > maxBytes) {
      call.get().abort();
      fail(
          new OriginFailure(
              OriginFailure.Kind.BROKEN, "its answer is longer than " + maxBytes + " bytes"));
    } else {
      body.writeBytes(bytes);
      call.get().more();
    }
  }

  @Override
  public void onEnd(List<HeaderField> trailers) {
    if (!over) {
      over = true;
      onWhole.accept(ClientHead.response(head, body.toByteArray()));
    }
  }

  @Override
  public void onFailed(OriginFailure failure) {
    fail(failure);
  }

  private void fail(OriginFailure failure) {
    if (!over) {
      over = true;
      onFailed.accept(failure);
    }
  }
}
