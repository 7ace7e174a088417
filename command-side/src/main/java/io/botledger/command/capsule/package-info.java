/**
 * Capsules: a chatbot's events, or all, with their contents, as a file that another installation
 * takes in, and that a test can have as its past.
 */
@NullMarked
package io.botledger.command.capsule;

import org.jspecify.annotations.NullMarked;
