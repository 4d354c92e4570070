package org.zmqwebbridge.grip;

import org.zmqwebbridge.edge.ResponseHead;
import org.zmqwebbridge.grip.wire.HoldMode;
import org.zmqwebbridge.grip.wire.Instruct;
import org.zmqwebbridge.grip.wire.InstructHeaders;
import org.zmqwebbridge.grip.wire.MalformedGripException;
import org.zmqwebbridge.grip.wire.OriginResponse;

/**
 * What becomes of a request by what its origin instructs: it waits for a response, goes on as a
 * stream, or is answered.
 *
 * <p>Owner thread: the origin's. Lifetime: one answer.
 */
record Verdict(GripVisit visit, GripContext context) {
  /** All of the answer is there. */
  void follow(OriginResponse said) {
    try {
      Instruct instruct = InstructHeaders.read(said);
      ResponseHead head = ClientHead.of(instruct.response());
      boolean goesOn = instruct.mode() == HoldMode.STREAM || instruct.next().isPresent();
      if (instruct.mode() == HoldMode.RESPONSE) {
        visit.join(instruct, new ResponseHold(visit, instruct, context), null);
      } else if (goesOn) {
        StreamHold.check(instruct);
        visit.join(instruct, new StreamHold(visit, instruct, head, null, context), null);
      } else {
        visit.reply(head, instruct.response().body());
      }
    } catch (MalformedGripException | IllegalArgumentException wrong) {
      visit.failMalformed(wrong.getMessage());
    }
  }

  /**
   * Its body goes on.
   *
   * @param begun with what of its body has come
   * @return where the rest goes; {@code null}: it is to be whole, and is too long
   */
  StreamHold followLong(OriginResponse begun) {
    try {
      Instruct instruct = InstructHeaders.read(begun);
      if (instruct.mode() != HoldMode.STREAM) {
        return null;
      }
      StreamHold.check(instruct);
      ResponseHead head = ClientHead.of(instruct.response());
      StreamHold made = new StreamHold(visit, instruct, head, visit.asked(), context);
      visit.join(instruct, made, visit.asked());
      return made;
    } catch (MalformedGripException | IllegalArgumentException wrong) {
      return null; // an instruct in a body, or none
    }
  }
}
