/** Programs of other languages, which the demos start, and start again. */
package org.zmqwebbridge.demo.program;
