@NullMarked
package io.botledger.command.version;

import org.jspecify.annotations.NullMarked;
