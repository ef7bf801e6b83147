import aiohttp
import httpx

API = "https://api.security.microsoft.com/api"


async def tag(machine_ids: list[str]) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.post(
            f"{API}/machines/AddOrRemoveTagForMultipleMachines",
            json={"Value": "Exposed", "Action": "add", "MachineIds": machine_ids},
        ) as answer:
            print(await answer.text())

    async with httpx.AsyncClient(base_url=API) as client:
        await client.post("/machines/" + machine_ids[0] + "/tags", json={"Value": "Exposed", "action": "Add"})
