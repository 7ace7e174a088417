/** A chatbot: what runs, the timeline, its versions. */
@NullMarked
package io.botledger.query.console.chatbot;

import org.jspecify.annotations.NullMarked;
