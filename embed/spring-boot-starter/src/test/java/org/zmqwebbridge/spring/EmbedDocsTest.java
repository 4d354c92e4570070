package org.zmqwebbridge.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages on embedding show is what the examples are. */
class EmbedDocsTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern BLOCK =
      Pattern.compile("<!-- (\\S+) -->\n```[a-z]+\n(.+?)```\n", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"spring.md", "embedding.md"})
  void whatAPageShowsIsInTheFileThatItNames(String page) throws IOException {
    String text = Files.readString(ROOT.resolve("docs").resolve(page));

    assertThat(BLOCK.matcher(text).results().toList())
        .isNotEmpty()
        .allSatisfy(block -> assertThat(named(block)).contains(block.group(2)));
  }

  private static String named(MatchResult block) throws IOException {
    return Files.readString(ROOT.resolve(block.group(1)));
  }
}
