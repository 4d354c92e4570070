package org.zmqwebbridge.rate;

/**
 * How fast one page may send: nothing it sends is lost or refused for it, but while it is too fast
 * its connection is not read from, and TCP slows the page.
 *
 * <p>Owner thread: the session's, but for {@link #join}, which is for any.
 */
public interface RateLimiter {
  /** As fast as it likes. */
  RateLimiter FREE =
      new RateLimiter() {
        @Override
        public void spend() {}

        @Override
        public boolean isOver() {
          return false;
        }

        @Override
        public void join(String principal) {}
      };

  /** A message has come. */
  void spend();

  /** Whether the page was too fast and must wait. */
  boolean isOver();

  /** The page has shown who it is: what this principal's connections send together counts too. */
  void join(String principal);
}
