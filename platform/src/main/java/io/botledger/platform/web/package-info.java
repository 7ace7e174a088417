/** What every endpoint shares: strict JSON, refusals as problem documents, who asks and why. */
@NullMarked
package io.botledger.platform.web;

import org.jspecify.annotations.NullMarked;
