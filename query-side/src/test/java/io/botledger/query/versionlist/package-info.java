@NullMarked
package io.botledger.query.versionlist;

import org.jspecify.annotations.NullMarked;
