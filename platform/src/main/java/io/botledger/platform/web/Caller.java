package io.botledger.platform.web;

/**
 * Who asks.
 *
 * @param name recorded as {@code created_by}, {@code deployed_by} and so on
 * @param kind what identified the caller: {@code key}
 */
public record Caller(String name, String kind) {}
