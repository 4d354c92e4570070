package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.origin.OriginCall;
import org.zmqwebbridge.origin.OriginListener;
import org.zmqwebbridge.origin.OriginRequest;

/** An origin for those who have none yet: it says that all is well. */
final class TestOrigin implements OriginPort {
  private static final byte[] HELLO = "Hello from the GRIP test origin!\n".getBytes(UTF_8);

  @Override
  public OriginCall open(Target target, OriginRequest request, OriginListener listener) {
    return new Answered(listener);
  }

  /** A request that is answered at once. */
  private record Answered(OriginListener listener) implements OriginCall {
    @Override
    public void begin() {
      listener.onHead(ResponseHead.of(200, "text/plain"), HELLO.length);
      listener.onPart(HELLO);
    }

    @Override
    public void write(byte[] bytes, Runnable onTaken) {
      onTaken.run();
    }

    @Override
    public void endBody() {
      // nobody reads it
    }

    @Override
    public void more() {
      listener.onEnd(List.of());
    }

    @Override
    public void abort() {
      // it has ended
    }
  }
}
