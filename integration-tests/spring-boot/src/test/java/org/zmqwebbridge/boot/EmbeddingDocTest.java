package org.zmqwebbridge.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/embedding.md shows is what runs here. */
class EmbeddingDocTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern BLOCK =
      Pattern.compile("<!-- (\\S+\\.java) -->\n```java\n(.+?)```\n", Pattern.DOTALL);

  @Test
  void theBeansOfThePageAreTheBeansOfTheApplication() throws IOException {
    Matcher block = BLOCK.matcher(page());

    assertThat(block.find()).isTrue();
    assertThat(Files.readString(ROOT.resolve(block.group(1)))).endsWith(block.group(2));
  }

  @Test
  void thePageNamesTheJettyThatIsTested() throws IOException {
    String pom = Files.readString(Path.of("..", "spring-boot-tomcat", "pom.xml"));
    Matcher version = Pattern.compile("<jetty\\.version>.+?</jetty\\.version>").matcher(pom);

    assertThat(version.find()).isTrue();
    assertThat(page()).contains(version.group());
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs").resolve("embedding.md"));
  }
}
