window.ui = SwaggerUIBundle({
  // Whole, without the credentials that the page's own address may have: fetch refuses these.
  url: new URL("../openapi.json", location.origin + location.pathname).href,
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null, // else the document's address is sent to a service on the internet
  queryConfigEnabled: false,
  persistAuthorization: false,
  tryItOutEnabled: true,
});
