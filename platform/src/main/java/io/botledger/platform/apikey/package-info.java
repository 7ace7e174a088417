/** API keys as every process meets them: their form, and who presents one. */
@NullMarked
package io.botledger.platform.apikey;

import org.jspecify.annotations.NullMarked;
