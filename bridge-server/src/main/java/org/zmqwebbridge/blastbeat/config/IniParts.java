package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What one ini file says.
 *
 * <p>Immutable.
 *
 * @param server what it says of the whole server
 * @param vhosts in the order in which they were defined
 * @param files others that it names
 * @param remarks what has no effect, a line each
 */
record IniParts(ServerPart server, List<VhostSpec> vhosts, Set<Path> files, List<String> remarks) {
  /** Those of a file that says nothing. */
  static final IniParts NONE = new IniParts(ServerPart.NONE, List.of(), Set.of(), List.of());

  IniParts {
    vhosts = List.copyOf(vhosts);
    files = Set.copyOf(files);
    remarks = List.copyOf(remarks);
  }
}
