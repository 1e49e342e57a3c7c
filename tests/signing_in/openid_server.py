"""A small OpenID provider on this computer: it signs real tokens, and lies when it is told to."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "portal", "a-secret-of-the-test"


def _new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class OpenIDServer:
    """``claims`` are put into the next token; ``lies`` change what the server is and says."""

    def __init__(self) -> None:
        self.key, self.asked, self.codes = _new_key(), [], {}
        self.claims, self.lies = {"sub": "subject-1"}, {}
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._answers())
        self.issuer = f"http://127.0.0.1:{self._http.server_port}/tenant/v2.0"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def configuration(self) -> dict:
        return {
            "issuer": self.lies.get("issuer", self.issuer),
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]}

    def signs_in(self, address: str) -> str:
        """What the browser of somebody who signs in there is led back to."""
        wished = {name: said[0] for name, said in parse_qs(urlsplit(address).query).items()}
        self.asked.append(wished)
        code = f"code-{len(self.codes)}"
        self.codes[code] = wished["code_challenge"]
        back = urlsplit(wished["redirect_uri"])
        return f"{back.path}?{urlencode({'code': code, 'state': wished['state']})}"

    def token(self, sent: dict[str, str]) -> tuple[int, dict]:
        proof = urlsafe_b64encode(sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=")
        is_known = (sent["client_id"], sent["client_secret"]) == (CLIENT, SECRET)
        if not is_known or self.codes.pop(sent["code"], None) != proof.decode():
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        key = _new_key() if self.lies.get("signature") else self.key
        token = jwt.encode(claims, key, "RS256", headers={"kid": "1"})
        answer = {"access_token": "opaque", "token_type": "Bearer", "id_token": token}
        return 200, {
            name: said for name, said in answer.items() if name != self.lies.get("without")
        }

    def _answers(server):  # noqa: N805  the server is not the one that answers each request
        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):
                path = self.path.removeprefix("/tenant/v2.0")
                if path == "/.well-known/openid-configuration":
                    self.answer(server.lies.get("status", 200), server.configuration())
                else:
                    self.answer(200, server.keys())

            def do_POST(self):
                sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.answer(*server.token({name: said[0] for name, said in sent.items()}))

            def answer(self, status, said):
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                """Nothing: the test says what happened."""

        return Answers
