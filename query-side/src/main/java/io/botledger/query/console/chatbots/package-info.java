/** The first page: which chatbots there are, and what runs where. */
@NullMarked
package io.botledger.query.console.chatbots;

import org.jspecify.annotations.NullMarked;
