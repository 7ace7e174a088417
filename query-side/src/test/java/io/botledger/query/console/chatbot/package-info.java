@NullMarked
package io.botledger.query.console.chatbot;

import org.jspecify.annotations.NullMarked;
