/**
 * The program that is installed: the bridge's commands, and with them the demo and the load tool.
 *
 * <p>It imports the main classes of the three, and nothing else. Nobody imports it.
 */
package org.zmqwebbridge.program;
