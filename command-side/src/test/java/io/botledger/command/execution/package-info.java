@NullMarked
package io.botledger.command.execution;

import org.jspecify.annotations.NullMarked;
