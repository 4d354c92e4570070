/**
 * Pages in a real browser: Debian's Chromium, driven through its WebDriver, against the embedded
 * bridge, the program as a process, and the demo.
 *
 * <p>May import: Selenium, the bridge's and the demo's public classes, the peers of {@code it}.
 * Threads: a test owns its browser windows.
 */
package org.zmqwebbridge.it.browser;
