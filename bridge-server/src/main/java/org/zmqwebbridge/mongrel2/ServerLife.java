package org.zmqwebbridge.mongrel2;

/**
 * What a server may ask of the program that it is in.
 *
 * <p>Owner thread: any; none of these block.
 */
interface ServerLife {
  /** Ends it gracefully. */
  void stop(Server server);

  /** Has the configuration read again. */
  void reload();
}
