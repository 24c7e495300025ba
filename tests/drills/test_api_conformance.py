"""The API against its description: whatever is asked, schemathesis finds no answer that the description does not give."""

import hypothesis
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck

from public.api.openapi import description
from tests.wsgi_client import connection_kept

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
OPERATIONS = 13
EXAMPLES = 20


@pytest.fixture(scope="module")
def schema():
    # Requests go to the application itself, under the address that the tests may ask.
    described = description() | {"servers": [{"url": "http://testserver/api/v1"}]}
    return schemathesis.openapi.from_dict(described)


def test_whatever_is_asked_the_answer_is_as_described(schema, editions):
    application = get_wsgi_application()
    tried = []

    def check(case):
        case.path_parameters = {**case.path_parameters, "plan": "atop-2024"} if case.path_parameters else {}
        case.call_and_validate(app=application, base_url="http://testserver/api/v1")

    with connection_kept():
        for result in schema.get_all_operations():
            operation = result.ok()
            tried.append(operation.label)
            for strategy in (operation.as_strategy(), _wrong(operation)):
                limits = hypothesis.settings(
                    max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck)
                )
                limits(hypothesis.seed(1)(hypothesis.given(case=strategy)(check)))()
    assert len(tried) == OPERATIONS


def _wrong(operation):
    return operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
