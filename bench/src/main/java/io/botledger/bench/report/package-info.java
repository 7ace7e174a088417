/** Figures beside their limits and goals, as Markdown and pictures. */
@NullMarked
package io.botledger.bench.report;

import org.jspecify.annotations.NullMarked;
