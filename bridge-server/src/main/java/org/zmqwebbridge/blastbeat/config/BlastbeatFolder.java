package org.zmqwebbridge.blastbeat.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zmqwebbridge.config.ConfigException;

/**
 * A folder of ini files, each of one virtual host or a few, and {@code blastbeat.ini} for what
 * holds for the whole server. A file that is wrong, or that does not go together with the others,
 * is left as it was when it was right; the others do not notice.
 *
 * <p>Owner thread: the one that reads it, one call at a time.
 */
public final class BlastbeatFolder {
  /** The file that has the section {@code [blastbeat]}. */
  public static final String SERVER_FILE = "blastbeat.ini";

  private static final String END = ".ini";
  private static final int MAX_FILES = 10_000;

  private final Path folder;
  private final KeyReader keys;
  private Map<Path, IniParts> good = Map.of(); // of each file, at the last reading

  public BlastbeatFolder(Path folder, KeyReader keys) {
    this.folder = folder;
    this.keys = keys;
  }

  /**
   * Reads all of it. What is wrong with a file of virtual hosts is a remark.
   *
   * @throws ConfigException if the folder cannot be listed, {@code blastbeat.ini} is wrong, or what
   *     they say together is; nothing has changed then
   */
  public BlastbeatFile read() {
    return read(new FolderFaults());
  }

  /**
   * Reads all of it, for the first time.
   *
   * @throws ConfigException if anything is wrong
   */
  static BlastbeatFile readStrictly(Path folder, KeyReader keys) {
    FolderFaults faults = new FolderFaults();
    BlastbeatFile file = new BlastbeatFolder(folder, keys).read(faults);
    faults.throwAll();
    return file;
  }

  private BlastbeatFile read(FolderFaults faults) {
    SortedSet<Path> present = files();
    Path serverFile = folder.resolve(SERVER_FILE);
    IniParts server =
        present.remove(serverFile) ? IniReader.read(serverFile, "", keys) : IniParts.NONE;
    IniComposition all = new IniComposition(serverFile.toString(), server);
    SortedMap<Path, IniParts> read = new TreeMap<>();
    for (Path file : present) {
      readOne(file, faults).ifPresent(parts -> read.put(file, parts));
    }
    Map<Path, IniParts> kept = new Fitting(server.vhosts(), all, good, faults).of(read);
    List<VhostSpec> vhosts = new ArrayList<>(server.vhosts());
    for (IniParts parts : kept.values()) {
      all.add(parts);
      vhosts.addAll(parts.vhosts());
    }
    faults.remarks(kept.keySet()).forEach(all::remark);
    BlastbeatFile whole = all.file(vhosts);
    good = kept;
    return whole;
  }

  private SortedSet<Path> files() {
    SortedSet<Path> all = new TreeSet<>();
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder, "*" + END)) {
      for (Path file : inside) {
        if (all.size() == MAX_FILES) {
          throw new ConfigException(
              folder + " has more than " + MAX_FILES + " files; spread them over several servers");
        }
        if (!file.getFileName().toString().startsWith(".")) {
          all.add(file);
        }
      }
    } catch (IOException failure) {
      throw new ConfigException(
          folder
              + " cannot be listed; is the path right, and may this user read it? ("
              + failure.getClass().getSimpleName()
              + ")");
    }
    return all;
  }

  /** What a file says, or said when it was right. */
  private Optional<IniParts> readOne(Path file, FolderFaults faults) {
    try {
      IniParts parts = IniReader.read(file, IniReader.VHOST + host(file), keys);
      if (!parts.server().equals(ServerPart.NONE)) {
        throw new ConfigException(
            file
                + ": [blastbeat] is in "
                + SERVER_FILE
                + " only; this file is of virtual hosts, so take it out");
      }
      return Optional.of(parts);
    } catch (ConfigException wrong) {
      faults.add(file, wrong.problems());
      return Optional.ofNullable(good.get(file));
    }
  }

  private static String host(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - END.length());
  }
}
