package org.zmqwebbridge.it.fault;

/**
 * What goes through the bridge while something is broken, by one pattern.
 *
 * <p>Owner thread: the scenario's, for every method.
 */
interface Traffic extends AutoCloseable {
  /** Begins a few exchanges: they have left when this returns, and nobody waits for their end. */
  void some();

  /** Begins one exchange of so many bytes each way. */
  void large(int bytes);

  /**
   * Whether an exchange that began since {@link #beginsAnew} has succeeded. To be asked again and
   * again: it does what a page or an asker does to get there, and does not wait.
   */
  boolean works();

  /** From now on only what begins later proves that it works. */
  void beginsAnew();

  /** Brings its page back if its connection has ended. */
  void comeBack();

  @Override
  void close();
}
