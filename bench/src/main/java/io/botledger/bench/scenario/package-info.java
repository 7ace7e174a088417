/** What is measured, one class for each table of the report. */
@NullMarked
package io.botledger.bench.scenario;

import org.jspecify.annotations.NullMarked;
