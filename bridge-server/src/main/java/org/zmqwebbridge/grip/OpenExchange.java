package org.zmqwebbridge.grip;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zmqwebbridge.edge.ByteStream;
import org.zmqwebbridge.edge.Exchange;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.HttpAnswer;
import org.zmqwebbridge.edge.ResponseBody;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.edge.StreamHandler;

/** One whose answers pages of all Origins may read. */
final class OpenExchange extends WrappedExchange {
  private final CrossOrigin headers;

  OpenExchange(Exchange inner) {
    super(inner);
    this.headers = new CrossOrigin(inner.head());
  }

  @Override
  public boolean answer(HttpAnswer answer) {
    return inner().answer(opened(answer));
  }

  private HttpAnswer opened(HttpAnswer answer) {
    Map<String, String> added = new LinkedHashMap<>();
    for (HeaderField field : headers.add(ResponseHead.of(answer.status(), "")).headers()) {
      if (!field.is("Content-Type")) {
        added.put(field.name(), field.value());
      }
    }
    return answer.with(added);
  }

  @Override
  public ByteStream stream(HttpAnswer head, StreamHandler handler) {
    return inner().stream(opened(head), handler);
  }

  @Override
  public boolean reply(ResponseHead head, byte[] body) {
    return inner().reply(headers.add(head), body);
  }

  @Override
  public ResponseBody reply(ResponseHead head, long bodyBytes) {
    return inner().reply(headers.add(head), bodyBytes);
  }

  @Override
  public ByteStream stream(ResponseHead head, StreamHandler handler) {
    return inner().stream(headers.add(head), handler);
  }
}
