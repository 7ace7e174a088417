/** What the API answers, as far as the pages show it. */
@NullMarked
package io.botledger.query.console.answer;

import org.jspecify.annotations.NullMarked;
