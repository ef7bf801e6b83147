"""A mock server and tests of a client: nothing that is sent."""

import responses
from fastapi import APIRouter

router = APIRouter()


@router.post("/api/machines/{id}/isolate")
def isolate(id: str) -> dict:
    return {"status": "Pending"}


def test_isolate(requests_mock) -> None:
    requests_mock.post("https://api.security.microsoft.com/api/machines/1/isolate", json={"status": "Pending"})
    responses.add(responses.POST, "https://api.security.microsoft.com/api/machines/1/isolate", json={"x": 1})
    session.request.assert_called_once_with("POST", "https://api.security.microsoft.com/api/machines/1/isolate", json={})


def test_isolate_without_a_comment(client):
    answer = client.post("/api/machines/1/isolate", json={"IsolationType": "full"})
    assert answer.status_code == 400


async def test_the_real_service(token):
    async with httpx.AsyncClient() as http:
        await http.post("https://api.security.microsoft.com/api/machines/1/isolate", json={"comment": "x"})


app.add_routes([web.post("/api/machines/{id}/isolate", isolate), web.get("/api/machineactions/{id}/status", status)])


def test_other_names_of_mocks():
    with requests_mock.Mocker() as m:
        m.post("https://api.security.microsoft.com/api/machines/1/isolate", json={"id": "x"})
    with aioresponses() as mocked:
        mocked.post("https://api.security.microsoft.com/api/machines/1/isolate", payload={"id": "x"})
    server.post("https://api.security.microsoft.com/api/machines/1/isolate", json={"id": "x"}, status_code=201)


@pytest.fixture
def m():
    with aioresponses() as mocked:
        yield mocked


@pytest.fixture(scope="module", name="api")
def made_before():
    return requests_mock.Mocker()


@pytest.fixture
def client(requests_mock):
    return Client()


def test_mocks_that_fixtures_hand_out(m, api, client):
    m.post("https://api.security.microsoft.com/api/machines/2/isolate", payload={"id": "x"})
    api.post("https://api.security.microsoft.com/api/machines/2/isolate", json={"id": "x"})
    client.post("https://api.security.microsoft.com/api/machines/2/isolate", json={"comment": "x"})


@aioresponses()
def test_a_mock_that_is_handed_in(session, answers: aioresponses):
    answers.post("https://api.security.microsoft.com/api/machines/3/isolate", payload={"id": "x"})
    session.post("https://api.security.microsoft.com/api/machines/3/isolate", json={"comment": "x"})


def test_a_mock_that_is_started():
    started = respx.mock(assert_all_called=False)
    started.post("https://api.security.microsoft.com/api/machines/4/isolate", json={"id": "x"})


@property
def no_fixture(last):
    last.post("https://api.security.microsoft.com/api/machines/5/isolate", json={"comment": "x"})
