package org.zmqwebbridge.grip.zhttp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginListener;

/** What a worker has answered; asks for each part as soon as the one before is there. */
final class HeardAnswer implements OriginListener {
  final CompletableFuture<String> end = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private ResponseHead head;
  volatile OriginCall call;
  volatile boolean takes = true; // further parts

  @Override
  public void onHead(ResponseHead said, long bodyBytes) {
    head = said;
  }

  @Override
  public void onPart(byte[] bytes) {
    body.writeBytes(bytes);
    if (takes) {
      call.more();
    }
  }

  @Override
  public void onEnd(List<HeaderField> trailers) {
    String headers =
        head.headers().stream().map(field -> field.name() + ": " + field.value()).toList() + "";
    end.complete(
        head.status()
            + " "
            + head.reason()
            + " "
            + headers
            + " "
            + body.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void onFailed(OriginFailure failure) {
    end.complete(failure.kind() + ": " + failure.text());
  }
}
