package org.zmqwebbridge.mongrel2.m2sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Mongrel2's own m2sh, where a machine has it. */
public final class DebianM2sh {
  private static final Path PROGRAM = Path.of("/usr/bin/m2sh");

  private DebianM2sh() {}

  /** Whether it can be run. */
  public static boolean isThere() {
    return Files.isExecutable(PROGRAM);
  }

  /** What it prints, but for what it says to people. */
  public static String run(Path folder, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
    command.addAll(List.of(words));
    Path out = folder.resolve("m2sh.out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LOGNAME", "me");
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "m2sh does not end");
    return Files.readString(out, UTF_8);
  }
}
