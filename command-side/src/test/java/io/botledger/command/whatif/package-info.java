@NullMarked
package io.botledger.command.whatif;

import org.jspecify.annotations.NullMarked;
