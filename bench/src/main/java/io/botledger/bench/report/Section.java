package io.botledger.bench.report;

import java.util.List;

/**
 * What one scenario has found.
 *
 * @param name names its picture
 * @param goal as the issue words it
 * @param text paragraphs of Markdown: what was done, what the limit is
 * @param more Markdown behind the table
 */
public record Section(
    String name, String title, String goal, List<String> text, List<Row> rows, String more) {}
