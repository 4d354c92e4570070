package org.zmqwebbridge.gateway;

import java.util.List;
import org.zmqwebbridge.observe.Tally;

/**
 * A dialect's way to make bytes of publications: what is the same for all its subscribers once, as
 * a publication arrives; the rest for one group of them after the other.
 *
 * <p>Owner thread: the loop's. Lifetime: as long as its gateway.
 *
 * @param <P> a publication as far as it is prepared
 */
public interface Encoder<P> {
  /** Of a publication whose endpoint tells no offsets. */
  long NO_OFFSET = -1;

  /**
   * Prepares a publication that has arrived.
   *
   * @param offset how many its endpoint had received with it, below 2⁵³; or {@link #NO_OFFSET}
   * @param parts at least one; valid during this call only, the arrays do not change any more
   * @param maxMessageBytes the limit for what goes to a browser
   * @param tally counts what is left out or replaced
   * @return {@code null} if there is nothing in it for subscribers of this dialect
   */
  P prepare(long offset, List<byte[]> parts, int maxMessageBytes, Tally tally);

  /** Forgets what it holds; what is added next is for subscribers that want this. */
  void begin(Encoding encoding);

  /** Adds a publication, or leaves it out if the group does not want it. */
  void add(P publication);

  /** How many messages each of the group gets. */
  int count();
}
