package org.zmqwebbridge.grip;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.grip.wire.InstructHeaders;
import org.zmqwebbridge.origin.OriginFailure;
import org.zmqwebbridge.origin.OriginListener;

/**
 * Reads what an origin answers to one request: passes it on, or gathers it where it instructs.
 *
 * <p>Owner thread: the origin's. Lifetime: until the answer's end.
 */
final class AnswerReader implements OriginListener {
  private final GripVisit visit;
  private final Verdict verdict;
  private final int maxBytes;
  private Passing passing; // null: the answer instructs
  private ResponseHead head;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
  private StreamHold rest; // null: its body is whole, or instructs
  private boolean over;

  AnswerReader(GripVisit visit, GripContext context) {
    this.visit = visit;
    this.verdict = new Verdict(visit, context);
    this.maxBytes = context.limits().maxResponseBytes();
  }

  @Override
  public void onContinue() {
    visit.body().isWanted();
  }

  @Override
  public void onInterim(InterimHead said) {
    visit.client().inform(ClientHead.interim(said, visit.messages().isPlain()));
  }

  @Override
  public void onHead(ResponseHead said, long bodyBytes) {
    visit.body().isAnswered();
    head = said;
    boolean instructs = !visit.messages().isPlain() && instructs(said);
    if (!instructs) {
      passing = new Passing(visit.client(), visit.asked());
      passing.onHead(ClientHead.of(said), bodyBytes);
    }
  }

  private static boolean instructs(ResponseHead said) {
    for (HeaderField field : said.headers()) {
      if (InstructHeaders.isFor(field.name(), field.value())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void onPart(byte[] bytes) {
    if (passing != null) {
      passing.onPart(bytes);
    } else if (rest != null) {
      rest.bodyPart(bytes);
    } else if (!over && body.size() + bytes.length > maxBytes) {
      body.writeBytes(bytes);
      rest = verdict.followLong(ClientHead.response(head, body.toByteArray()));
      if (rest == null) {
        visit.asked().abort();
        fail(
            new OriginFailure(
                OriginFailure.Kind.BROKEN,
                "its answer instructs, and is longer than " + maxBytes + " bytes"));
      }
    } else {
      body.writeBytes(bytes);
      visit.asked().more();
    }
  }

  @Override
  public void onEnd(List<HeaderField> trailers) {
    if (passing != null) {
      passing.onEnd(ClientHead.trailers(trailers));
      visit.leave();
    } else if (rest != null) {
      rest.bodyEnd();
    } else if (!over) {
      verdict.follow(ClientHead.response(head, body.toByteArray()));
    }
  }

  @Override
  public void onFailed(OriginFailure failure) {
    visit.body().isAnswered();
    if (passing != null && passing.hasBegun()) {
      passing.abort();
      visit.leave();
    } else if (rest != null) {
      visit.leave(); // its body broke off
    } else {
      fail(failure);
    }
  }

  private void fail(OriginFailure failure) {
    if (!over) {
      over = true;
      visit.fail(failure);
    }
  }
}
