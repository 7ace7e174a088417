/** What bodies of requests come to. */
@NullMarked
package io.botledger.command.request;

import org.jspecify.annotations.NullMarked;
