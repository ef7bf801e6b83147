public class ChangedLater
{
    private const string Base = "https://api.security.microsoft.com/api";
    private readonly string _type = "full";

    public async Task Put(HttpClient client, string id, string key)
    {
        var body = new Dictionary<string, object> { ["Comment"] = "x" };
        body["isolationType"] = "Full";
        body.Add(key, 4711);
        await client.PostAsJsonAsync($"{Base}/machines/{id}/isolate", body);
        var other = new Dictionary<string, object> { ["comment"] = "x" };
        other[key] = "y";
        other.Remove("comment");
        await client.PostAsJsonAsync($"{Base}/machines/{id}/isolate", other);
        var ids = new List<string> { "1" };
        ids.Add("1");
        await client.PostAsJsonAsync($"{Base}/indicators/BatchDelete", new { IndicatorIds = ids });
        ids.AddRange(More());
        await client.PostAsJsonAsync($"{Base}/indicators/BatchDelete", new { indicatorIds = ids });
        var passed = new { comment = "x" };
        Fill(passed);
        await client.PostAsJsonAsync($"{Base}/machines/{id}/isolate", passed);
        var url = Base;
        url += $"/machines/{id}/isolate";
        await client.PostAsJsonAsync(url, new { comment = this._type, IsolationType = _type });
        url -= 1;
        Make().Name = "x";
        (int a, int b) = Pair();
        foreach (var each in ids)
        {
            await client.PostAsJsonAsync($"{Base}/machines/{each}/isolate", new { comment = each });
        }
    }

    public async Task Forms(HttpClient client, string id, bool flag)
    {
        await client.PostAsJsonAsync(string.Format("{0}/machines/{1}/isolate", Base, id), new { comment = 0x1F, IsolationType = 1.5m });
        await client.PostAsJsonAsync($"{Base}/machines/ID/isolate".Replace("ID", id), new { comment = -1, IsolationType = null });
        await client.PostAsJsonAsync($"{Base}/machines/{id}/isolate/".TrimEnd('/'), new { comment = 12.ToString(), IsolationType = id.ToUpper() });
        await client.PostAsJsonAsync(new Uri($"{Base}/machines/{id}/isolate"), new { comment = (object)"x", IsolationType = flag ? "full" : "Full" });
        await client.PostAsJsonAsync(new Uri(new Uri("https://api.security.microsoft.com"), $"/api/machines/{id}/isolate"), new { comment = words["x"], IsolationType = words[id] });
        await client.PostAsJsonAsync($"{Base}/machines/{id}/isolate", new { Answer.comment, id.IsolationType });
        await client.PostAsJsonAsync($"{Base}/machines/{id}/isolate", new Isolation { Comment = "x" });
        await client.PostAsJsonAsync($"{Base}/indicators/BatchDelete", new { indicatorIds = new[] { "1", "1" } });
        await client.PostAsJsonAsync($"{Base}/indicators/BatchDelete", new { indicatorIds = new string[2] });
        await client.PostAsJsonAsync($"{Base}/indicators/BatchDelete", new Dictionary<string, string[]> { { "indicatorIds", ["1", "1"] } });
        await client.PostAsync($"{Base}/machines/{id}/isolate", new StringContent(JsonSerializer.Serialize(new { comment = "x" }, options), Encoding.UTF8, "application/json"));
        await client.PostAsync($"{Base}/machines/{id}/isolate", new StringContent("{\"comment\": \"x\"}", new MediaTypeHeaderValue("application/json")));
        await client.PostAsync($"{Base}/machines/{id}/isolate", new StringContent((string)"{\"comment\": \"x\"}", Encoding.UTF8, "application/json"));
        await client.PostAsync($"{Base}/machines/{id}/isolate", new StringContent("{\"comment\": \"x\"}".Trim(), Encoding.UTF8, "application/json"));
        await client.PostAsync($"{Base}/machines/{id}/isolate", new StringContent("{\"comment\": \"x\"}".ToString(), new MediaTypeHeaderValue("text/plain")));
        await client.PostAsync($"{Base}/machines/{id}/isolate", JsonContent.Create(new { comment = typeof(string) }));
        await client.PostAsync($"{Base}/machines/{id}/isolate", JsonContent.Create(new() { ["comment"] = "x" }));
    }
}
