/** End what runs in an environment. */
@NullMarked
package io.botledger.command.undeploy;

import org.jspecify.annotations.NullMarked;
