// The keys of a class are those of its attributes, which stand elsewhere.
public class Classes
{
    public async Task Send(HttpClient client, string id, IsolateRequest given)
    {
        var request = new IsolateRequest { Comment = "x", Isolationtype = "Full" };
        await client.PostAsJsonAsync($"https://api.security.microsoft.com/api/machines/{id}/isolate", request);
        await client.PostAsJsonAsync($"https://api.security.microsoft.com/api/machines/{id}/isolate", given);
        var json = JsonSerializer.Serialize(new { comment = "x" }, Options.Pascal);
        await client.PostAsync($"https://api.security.microsoft.com/api/machines/{id}/offboard", new StringContent(json, Encoding.UTF8, "application/json"));
    }
}
