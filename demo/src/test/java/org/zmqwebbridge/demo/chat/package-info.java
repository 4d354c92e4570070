/** Tests of the chat: its rules with a fake clock, its sockets with real ones. */
package org.zmqwebbridge.demo.chat;
