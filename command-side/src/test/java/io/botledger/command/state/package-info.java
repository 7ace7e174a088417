@NullMarked
package io.botledger.command.state;

import org.jspecify.annotations.NullMarked;
