/**
 * A client that takes no answer that is not in the OpenAPI document, and the document's own tests.
 */
@NullMarked
package io.botledger.application.contract;

import org.jspecify.annotations.NullMarked;
