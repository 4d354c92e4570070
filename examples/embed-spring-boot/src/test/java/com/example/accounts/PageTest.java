package com.example.accounts;

import static org.openqa.selenium.support.ui.ExpectedConditions.textToBePresentInElementLocated;

import java.io.File;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page in a real browser, with a real conversation. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @LocalServerPort int port;

  private static ChromeDriver browser() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(System.getenv().getOrDefault("ZWB_CHROMIUM", "/usr/bin/chromium"));
    options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(
                new File(System.getenv().getOrDefault("ZWB_CHROMEDRIVER", "/usr/bin/chromedriver")))
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options);
  }

  @Test
  void itShowsWhatTheFunctionAnswered() {
    ChromeDriver browser = browser();
    try {
      browser.get("http://127.0.0.1:" + port + "/");
      new WebDriverWait(browser, PATIENCE)
          .until(textToBePresentInElementLocated(By.id("reply"), "anna"));
    } finally {
      browser.quit();
    }
  }
}
