package org.zmqwebbridge.blastbeat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import org.zmqwebbridge.http1.AnswerHead;
import org.zmqwebbridge.http1.AnswerReader;
import org.zmqwebbridge.http1.BadAnswerException;
import org.zmqwebbridge.http1.BadRequestException;

/**
 * The requests of one session that have no whole answer yet, in their order, and the answer to the
 * first of them.
 *
 * <p>Owner thread: the loop's. Lifetime: its session's.
 */
final class Answers {
  private static final int SWITCHING_PROTOCOLS = 101;

  /** What an answer's next piece means for its session. */
  enum Step {
    /** It goes on. */
    ON,
    /** The first request has its answer, and more may follow. */
    ANSWERED,
    /** It has its answer, and the connection ends with that. */
    LAST,
    /** It is no answer: nothing was passed on. */
    WRONG
  }

  private final Deque<Asked> waiting = new ArrayDeque<>(2);
  private Answering now; // null: the first has no head yet
  private boolean hasSent; // anything for the first, even a head that is not its own

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether a node was told of any. */
  boolean isNodeAsked() {
    return waiting.stream().anyMatch(Asked::isSent);
  }

  int size() {
    return waiting.size();
  }

  /** The one that is answered next; {@code null}: there is none. */
  Asked first() {
    return waiting.peek();
  }

  /** The one whose body is read. */
  Asked last() {
    return waiting.peekLast();
  }

  Collection<Asked> all() {
    return waiting;
  }

  void add(Asked asked) {
    waiting.add(asked);
  }

  /** The first needs no answer of a node's, or has had one that is not counted here. */
  void removeFirst() {
    waiting.remove().letGo();
    now = null;
    hasSent = false;
  }

  /** None is to be answered any more. */
  void clear() {
    waiting.forEach(Asked::letGo);
    waiting.clear();
    now = null;
  }

  /** Whether something of the first answer was sent. */
  boolean hasBegun() {
    return hasSent;
  }

  /** Whether its client would notice that the rest of it is missing. */
  boolean isMissed() {
    return now != null && !now.isUntilEnd();
  }

  /** Whether its body is in chunks, and can be added to. */
  boolean isInChunks() {
    return now != null && now.isChunked();
  }

  /** Whether the head of an answer has come whose body can be added to. */
  boolean isInBody() {
    return now != null;
  }

  // What nodes say

  Step head(byte[] raw, Carrier carrier) {
    Asked asked = first();
    if (asked == null || now != null || !asked.isSent()) {
      return Step.WRONG;
    }
    AnswerHead head;
    try {
      head = AnswerReader.whole(raw);
    } catch (BadAnswerException none) {
      return Step.WRONG;
    }
    hasSent = true;
    carrier.head(raw, head);
    if (head.isInterim() && head.status() != SWITCHING_PROTOCOLS) {
      return Step.ON;
    }
    asked.answered();
    now = new Answering(head, asked.manner().isOfHead());
    return step(carrier);
  }

  Step body(byte[] bytes, Carrier carrier) {
    if (now == null) {
      return bytes.length == 0 ? Step.ON : Step.WRONG; // many nodes say an empty one at the end
    }
    try {
      int count = now.body(bytes);
      carrier.bytes(count == bytes.length ? bytes : Arrays.copyOf(bytes, count));
      return step(carrier);
    } catch (BadRequestException noChunks) {
      return Step.WRONG;
    }
  }

  Step chunk(byte[] bytes, Carrier carrier) {
    if (now == null || !now.isChunked()) {
      boolean isEnd = bytes.length == 0 && now != null && now.isUntilEnd();
      return isEnd ? last(carrier) : body(bytes, carrier); // it is not framed so, as its head says
    }
    if (!now.isWhole()) {
      if (first().manner().isOld()) {
        carrier.bytes(bytes);
      } else {
        carrier.chunk(bytes);
      }
    }
    if (bytes.length == 0) {
      now.lastChunk();
    }
    return step(carrier);
  }

  private Step step(Carrier carrier) {
    if (!now.isWhole()) {
      return Step.ON;
    }
    Asked.Manner manner = first().manner();
    boolean isCut = !manner.isOld() || !now.isChunked(); // or only the end tells where it ends
    boolean isLast = !isCut || !now.isPersistent() || !manner.isPersistent();
    Step whole = last(carrier);
    return isLast ? whole : Step.ANSWERED;
  }

  private Step last(Carrier carrier) {
    removeFirst();
    carrier.answered();
    return Step.LAST;
  }

  /** Whether its node was told of any that has no whole answer. */
  boolean isAnySent() {
    return waiting.stream().anyMatch(Asked::isSent);
  }

  /** Whether all of these can be told to another node. */
  boolean canMove() {
    return !hasSent && waiting.stream().allMatch(Answers::canMove);
  }

  private static boolean canMove(Asked asked) {
    return asked.refusal() != null || asked.isKept();
  }
}
