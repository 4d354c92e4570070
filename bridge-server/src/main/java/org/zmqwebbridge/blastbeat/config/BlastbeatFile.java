package org.zmqwebbridge.blastbeat.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.zmqwebbridge.config.ConfigException;

/**
 * What an ini file of BlastBeat's says, or a folder of them.
 *
 * <p>Immutable.
 *
 * @param files others that it names, whose change is a change of it
 * @param remarks what has no effect, or is legal and unwise, a line each
 */
public record BlastbeatFile(BlastbeatConfig config, Set<Path> files, List<String> remarks) {
  public BlastbeatFile {
    files = Set.copyOf(files);
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads one file, or all of a {@link BlastbeatFolder}.
   *
   * @throws ConfigException with all that is wrong, each with file, line and what to do
   */
  public static BlastbeatFile read(Path file, KeyReader keys) {
    if (Files.isDirectory(file)) {
      return BlastbeatFolder.readStrictly(file, keys);
    }
    IniParts parts = IniReader.read(file, "", keys);
    IniComposition all = new IniComposition(file.toString(), parts);
    return all.file(parts.vhosts());
  }
}
