/** What is measured: the machine, PostgreSQL, processes of Botledger. */
@NullMarked
package io.botledger.bench.system;

import org.jspecify.annotations.NullMarked;
