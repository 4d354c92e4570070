/**
 * The chat: a room as a plain ZeroMQ program, commands in on REP, events out on PUB. It knows
 * nothing of the web; {@code demo/python} holds the same program in Python.
 *
 * <p>Imports the JDK, JeroMQ, Gson and {@code demo.service}. Everything runs on the service's one
 * thread.
 */
package org.zmqwebbridge.demo.chat;
