/** What the reads of both surfaces share: cursors, links, answers in chunks. */
@NullMarked
package io.botledger.query.web;

import org.jspecify.annotations.NullMarked;
