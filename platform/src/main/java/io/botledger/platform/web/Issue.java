package io.botledger.platform.web;

/**
 * What is wrong with one field of a request.
 *
 * @param field the member's name, or its path ({@code content.flows[3].name}); {@code ""} is the
 *     whole body
 */
public record Issue(String field, String message) {}
