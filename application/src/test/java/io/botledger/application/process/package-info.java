/** Botledger run as what it is, a process: started, asked over HTTP, killed, frozen. */
@NullMarked
package io.botledger.application.process;

import org.jspecify.annotations.NullMarked;
