"""Static files, sent without asking Django, as whitenoise would let it send them."""

from whitenoise.middleware import WhiteNoiseMiddleware

from portal.gateway.answers import Answer, file_path
from portal.gateway.environ import is_secure_enough
from portal.response_headers import common_headers


class StaticFilesShortcut:
    """The collected static files, found when the worker starts."""

    def __init__(self):
        self.files = WhiteNoiseMiddleware().files
        self.common = list(common_headers().items())

    async def __call__(self, environ: dict) -> Answer | None:
        """Return the file that a request asks for, if it does."""
        file = self.files.get(environ["PATH_INFO"])
        if file is None or not is_secure_enough(environ):
            return None
        answer = file.get_response(environ["REQUEST_METHOD"], environ)
        headers = [*self.common, *answer.headers]
        if answer.file is None:
            return Answer(int(answer.status), headers)
        with answer.file as content:
            return Answer(int(answer.status), headers, file_path(content) or content.read())
