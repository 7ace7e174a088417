@NullMarked
package io.botledger.query.deployed;

import org.jspecify.annotations.NullMarked;
