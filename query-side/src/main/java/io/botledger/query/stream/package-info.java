/** Tells whoever listens what changes in the environments of a chatbot, as it changes. */
@NullMarked
package io.botledger.query.stream;

import org.jspecify.annotations.NullMarked;
