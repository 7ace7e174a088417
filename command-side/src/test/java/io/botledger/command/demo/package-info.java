@NullMarked
package io.botledger.command.demo;

import org.jspecify.annotations.NullMarked;
