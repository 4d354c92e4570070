package org.zmqwebbridge.grip;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.edge.ResponseBody;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;

/** One that a script element asks for, and that is answered by a script. */
final class ScriptExchange extends WrappedExchange {
  private static final ResponseHead TOO_LONG = ResponseHead.of(502, "text/plain");
  private static final byte[] NOTHING = {};

  private final ScriptRequest request;
  private final ScriptAnswer answer;
  private final int maxBytes;

  /**
   * @param maxBytes of an answer's body, which is gathered
   */
  ScriptExchange(Exchange inner, ScriptRequest request, boolean isExtended, int maxBytes) {
    super(inner);
    this.request = request;
    this.answer = new ScriptAnswer(request.callback(), isExtended);
    this.maxBytes = maxBytes;
  }

  @Override
  public RequestHead head() {
    return request.head();
  }

  @Override
  public boolean answer(HttpAnswer said) {
    List<HeaderField> headers = new ArrayList<>();
    if (!said.contentType().isEmpty()) {
      headers.add(new HeaderField("Content-Type", said.contentType()));
    }
    said.headers().forEach((name, value) -> headers.add(new HeaderField(name, value)));
    return reply(new ResponseHead(said.status(), "", headers), said.body());
  }

  @Override
  public boolean reply(ResponseHead head, byte[] body) {
    return inner().reply(ScriptAnswer.head(head), answer.body(head, body));
  }

  @Override
  public ResponseBody reply(ResponseHead head, long bodyBytes) {
    return isOver() ? null : new Gathered(head);
  }

  /** A script is run when it is whole: none goes on. */
  @Override
  public ByteStream stream(HttpAnswer head, StreamHandler handler) {
    boolean unused = reply(TOO_LONG, NOTHING);
    return null;
  }

  @Override
  public ByteStream stream(ResponseHead head, StreamHandler handler) {
    return stream(HttpAnswer.empty(head.status()), handler);
  }

  /**
   * A body that is sent when it is whole.
   *
   * <p>Owner thread and lifetime: as its interface says.
   */
  private final class Gathered implements ResponseBody {
    private final ResponseHead head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Gathered(ResponseHead head) {
      this.head = head;
    }

    @Override
    public void write(byte[] bytes, Runnable onTaken) {
      if (body.size() + bytes.length > maxBytes) {
        boolean unused = reply(TOO_LONG, NOTHING);
      } else {
        body.writeBytes(bytes);
      }
      onTaken.run();
    }

    @Override
    public void end(List<HeaderField> trailers) {
      boolean unused = reply(head, body.toByteArray());
    }

    @Override
    public void abort() {
      inner().abort();
    }
  }
}
