package org.zmqwebbridge.origin;

import java.util.List;
import org.zmqwebbridge.edge.HeaderField;

/**
 * One request to a back end, and its answer on its way.
 *
 * <p>Owner thread: none; every method may be called from any thread and never blocks. Lifetime:
 * until its listener has heard the end; what is called later does nothing.
 */
public interface OriginCall {
  /** Sends it; once, before all else. Its listener may be called before this returns. */
  void begin();

  /**
   * Writes the next part of a body that comes in parts.
   *
   * @param bytes not to be changed any more
   * @param onTaken is called when the next may be written; not at all if the request has failed,
   *     which its listener is told
   */
  void write(byte[] bytes, Runnable onTaken);

  /**
   * There is no more of a body that comes in parts.
   *
   * @param trailers that follow it, where its length was not said before
   */
  void endBody(List<HeaderField> trailers);

  /** Asks for the next part of the answer; once for each that has come. */
  void more();

  /** It is not wanted any more; its listener hears that it was aborted, if it has not ended. */
  void abort();
}
