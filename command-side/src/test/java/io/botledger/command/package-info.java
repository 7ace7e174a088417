@NullMarked
package io.botledger.command;

import org.jspecify.annotations.NullMarked;
