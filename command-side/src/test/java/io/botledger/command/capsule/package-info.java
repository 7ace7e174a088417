@NullMarked
package io.botledger.command.capsule;

import org.jspecify.annotations.NullMarked;
