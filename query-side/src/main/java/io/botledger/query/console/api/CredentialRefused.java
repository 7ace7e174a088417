package io.botledger.query.console.api;

/** The API does not take the credential any more: it has expired, or was revoked. */
public final class CredentialRefused extends RuntimeException {
  CredentialRefused() {
    super("The API does not take the credential.", null, false, false);
  }
}
