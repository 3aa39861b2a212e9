// A certified OpenID Connect provider on loopback, as an organisation would run one. Whoever signs
// in there is who the login field says. Arguments: port, address to come back to, secret.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [port, back, secret, home] = process.argv.slice(2);
const where = createRequire(pathToFileURL(`${home}/`)).resolve("oidc-provider");
const { Provider } = await import(pathToFileURL(where));
const client = {
  client_id: "lang-nghe",
  client_secret: secret,
  redirect_uris: [back],
  grant_types: ["authorization_code"],
  response_types: ["code"],
};
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [client],
  pkce: { required: () => true },
  cookies: { keys: ["only for this test"] },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
