package org.zmqwebbridge.origin;

import java.util.List;
import org.zmqwebbridge.edge.HeaderField;
import org.zmqwebbridge.edge.InterimHead;
import org.zmqwebbridge.edge.ResponseHead;

/**
 * Hears what a back end answers to one request.
 *
 * <p>Owner thread: the client's, one call at a time; none may block. Lifetime: until {@link #onEnd}
 * or {@link #onFailed}, of which one is called, once.
 */
public interface OriginListener {
  /** It wants the body of a request that expects to be told so ({@code Expect: 100-continue}). */
  default void onContinue() {}

  /**
   * It says something before its answer.
   *
   * @param said of one request 16 are told, and further ones not
   */
  default void onInterim(InterimHead said) {}

  /**
   * It answers.
   *
   * @param bodyBytes how long its body says it is; -1: it does not
   */
  void onHead(ResponseHead head, long bodyBytes);

  /**
   * A part of its body; the next comes when it is asked for by {@link OriginCall#more}.
   *
   * @param bytes may be kept
   */
  void onPart(byte[] bytes);

  /**
   * Its answer is whole.
   *
   * @param trailers that came after its body; mostly none
   */
  void onEnd(List<HeaderField> trailers);

  /** There is no answer, or it broke off. */
  void onFailed(OriginFailure failure);
}
