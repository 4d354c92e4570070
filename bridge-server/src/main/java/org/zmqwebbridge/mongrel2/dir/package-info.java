/**
 * Directories: files of a folder, for GET and HEAD.
 *
 * <p>Imports {@code mongrel2.answer} and {@code observe}. Threads: what is in memory is answered by
 * the thread that asks; disks are asked by an executor's.
 */
package org.zmqwebbridge.mongrel2.dir;
