window.ui = SwaggerUIBundle({
  url: "../openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null, // else the document's address is sent to a service on the internet
  queryConfigEnabled: false,
  persistAuthorization: false,
  tryItOutEnabled: true,
});
