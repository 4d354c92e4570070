package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;
import org.zmqwebbridge.zmq.Security;

/**
 * Reads the files with keys that a configuration names. What is wrong with one is an {@link
 * IllegalArgumentException} that says what to do, and nothing of what is in it.
 */
public interface KeyReader {
  /**
   * CURVE for a router.
   *
   * @param keys the router's own
   * @param clients public keys of nodes, in a file or the files of a folder
   */
  Security curve(Path keys, Path clients);

  /**
   * PLAIN for a router.
   *
   * @param users a file with lines of {@code user:password}
   */
  Security plain(Path users);

  /** Looks whether these are a certificate and its key. */
  void check(TlsFiles files);
}
