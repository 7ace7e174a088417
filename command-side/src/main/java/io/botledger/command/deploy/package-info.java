/** Deploy a version, on both surfaces. */
@NullMarked
package io.botledger.command.deploy;

import org.jspecify.annotations.NullMarked;
