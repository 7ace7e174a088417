package io.botledger.platform.grant;

/** A permission on a resource. */
public record Grant(Permission permission, Resource resource) {}
