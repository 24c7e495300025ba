"""An OpenID Connect provider for tests: it speaks over a real socket and signs what it says of a person."""

import base64
import hashlib
import http.server
import json
import threading
import time
from contextlib import contextmanager
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Answers(http.server.BaseHTTPRequestHandler):
    """One request to the provider."""

    def do_GET(self):
        path, _, query = self.path.partition("?")
        root = self.server.root
        if path == "/.well-known/openid-configuration":
            return self.say(
                {
                    "issuer": root,
                    "authorization_endpoint": f"{root}/authorize",
                    "token_endpoint": f"{root}/token",
                    "userinfo_endpoint": f"{root}/userinfo",
                    "jwks_uri": f"{root}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        if path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return self.say({"keys": [key | {"kid": "unu", "alg": "RS256", "use": "sig"}]})
        if path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(query).items()}
            self.server.asked.append(asked)
            self.send_response(302)
            self.send_header(
                "Location", f"{asked['redirect_uri']}?{urlencode({'code': 'cod', 'state': asked['state']})}"
            )
            return self.end_headers()
        if path == "/userinfo" and self.headers["Authorization"] == "Bearer acces":
            return self.say(self.server.person)
        return self.say({}, 404)

    def do_POST(self):
        sent = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).decode().rstrip("=")
        )
        is_right = (sent["code"], sent["client_id"], sent["client_secret"]) == ("cod", "portal", "taina")
        if not is_right or challenge != self.server.asked[-1]["code_challenge"]:
            return self.say({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = self.server.person | {"iss": self.server.root, "aud": "portal", "iat": now, "exp": now + 60}
        token = jwt.encode(claims, KEY, "RS256", headers={"kid": "unu"})
        return self.say({"access_token": "acces", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def say(self, what, status=200):
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        """Nothing is written to the screen."""


@contextmanager
def identity_provider():
    """A provider that says whoever `person` is; `asked` holds what the portal asked for."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        server.root = f"http://127.0.0.1:{server.server_address[1]}"
        server.asked, server.person = [], {}
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


def parts(address):
    """The path with its query, as a test's browser asks for it."""
    found = urlsplit(address)
    return f"{found.path}?{found.query}"
