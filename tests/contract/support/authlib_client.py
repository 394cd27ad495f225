"""Exchanges a code with Authlib, refreshes the tokens and revokes them. Reads a JSON object, writes another one."""

import json
import sys

from authlib.integrations.requests_client import OAuth2Session

given = json.loads(sys.argv[1])
session = OAuth2Session(
    given["client_id"],
    given.get("client_secret"),
    token_endpoint_auth_method="client_secret_post" if "client_secret" in given else "none",
    code_challenge_method="S256",
    state=given["state"],
)
first = session.fetch_token(
    given["token_endpoint"],
    authorization_response=given["callback"],
    code_verifier=given["verifier"],
)
second = session.refresh_token(given["token_endpoint"], refresh_token=first["refresh_token"])
revoked = session.revoke_token(
    given["revocation_endpoint"],
    token=second["refresh_token"],
    token_type_hint="refresh_token",
)
print(json.dumps({"first": first, "second": second, "revoked": revoked.status_code}))
