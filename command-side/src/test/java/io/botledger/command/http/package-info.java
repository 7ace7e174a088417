@NullMarked
package io.botledger.command.http;

import org.jspecify.annotations.NullMarked;
