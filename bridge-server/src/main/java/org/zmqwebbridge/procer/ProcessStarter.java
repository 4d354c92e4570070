package org.zmqwebbridge.procer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts programs as processes, in sessions of their own where the system has {@code setsid}. Where
 * procer is root's, a program is run by the owner of its profile's folder, or not at all.
 *
 * <p>Owner thread: procer's.
 */
public final class ProcessStarter implements Starter {
  private static final int ROOT = 0;

  private final Path profiles;
  private final Path runLog;
  private final String path;

  /**
   * @param profiles the folder that programs begin in
   * @param runLog where what they say is added
   * @param path of folders with programs, as the environment has it
   */
  public ProcessStarter(Path profiles, Path runLog, String path) {
    this.profiles = profiles;
    this.runLog = runLog;
    this.path = path;
  }

  @Override
  public boolean isRunning(Profile profile) {
    return PidFile.isAlive(profile.pidFile());
  }

  @Override
  public Started start(Profile profile) throws IOException {
    Files.deleteIfExists(profile.pidFile()); // of a process that is dead
    List<String> command = new ArrayList<>();
    onPath("setsid").ifPresent(command::add);
    command.addAll(asOwner(profile));
    command.add(profile.run().toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(profiles.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(runLog.toFile()));
    builder.environment().put("PROCER_PIDFILE", profile.pidFile().toString());
    builder.environment().put("PROCER_ACTION", profile.name());
    Process process = builder.start();
    return process::isAlive;
  }

  /** The words before a command that give up root's rights. */
  private List<String> asOwner(Profile profile) throws IOException {
    if (!isRoot()) {
      return List.of();
    }
    Object user = Files.getAttribute(profile.folder(), "unix:uid");
    Object group = Files.getAttribute(profile.folder(), "unix:gid");
    if (user.equals(ROOT)) {
      return List.of();
    }
    String setpriv =
        onPath("setpriv")
            .orElseThrow(
                () ->
                    new IOException(
                        "it is user " + user + "'s, and there is no setpriv to become that user"));
    return List.of(setpriv, "--reuid=" + user, "--regid=" + group, "--clear-groups");
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private Optional<String> onPath(String program) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
