"""nginx as a deployment has it, with its site's own file, in front of a portal of the tests."""

import re
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path

from ops.visitors import Site
from tests.installation import ROOT, free_port, wait_until

HOST = "planuri.test"
# What the portal is told behind it.
SETTINGS = {
    "PLANURI_ENV": "production",
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": HOST,
    "HTTPS": "true",
    "BEHIND_PROXY": "true",
}
MAIN = """
daemon off; worker_processes 1; user root; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {site}
}}
"""


def site(folder: Path, port: int, backend: int) -> str:
    """The site's file, on a port of this machine alone."""
    text = (ROOT / "ops/deploy/nginx.conf").read_text()
    # Only the server with a certificate: the others listen where the tests may not.
    servers = re.split(r"(?m)^(?=server \{)", text)
    text = servers[0] + next(part for part in servers if "ssl_certificate " in part)
    text = re.sub(r"(?m)^\s*listen \[::\].*\n", "", text).replace("listen 443", f"listen 127.0.0.1:{port}")
    for name in ("certificate", "key"):
        text = text.replace(f"/etc/planuri/tls/{name}.pem", str(folder / f"{name}.pem"))
    text = text.replace("include /etc/nginx/planuri-upstream.conf;", f"server 127.0.0.1:{backend} max_fails=0;" * 2)
    return text.replace("/var/log/nginx", str(folder)).replace("@HOST@", HOST).replace("/srv/planuri/", f"{folder}/")


@contextmanager
def in_front_of(address: str, folder: Path):
    """Run nginx in front of a portal; yield where visitors find it."""
    (folder / "nginx").mkdir(parents=True)
    shutil.copy(ROOT / "ops/deploy/intrerupere.html", folder / "nginx")
    port, certificate = free_port(), folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        + ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-out", certificate]
        + ["-keyout", folder / "key.pem"],
        check=True,
        capture_output=True,
    )
    text = MAIN.format(folder=folder, site=site(folder, port, int(address.rsplit(":", 1)[1])))
    (folder / "nginx.conf").write_text(text)
    process = subprocess.Popen(["nginx", "-e", folder / "error.log", "-c", folder / "nginx.conf"])

    def listens():
        assert process.poll() is None, (folder / "error.log").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(listens, seconds=20)
        yield Site(HOST, port, str(certificate))
    finally:
        process.terminate()
        process.wait(timeout=20)
