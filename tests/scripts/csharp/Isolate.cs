using System.Net.Http;
using System.Text;
using System.Text.Json;

public class DefenderClient
{
    private const string Base = "https://api.security.microsoft.com/api";
    private readonly HttpClient _http;

    public DefenderClient(HttpClient http) => _http = http;

    public async Task IsolateAsync(string id, string comment)
    {
        var body = new { Comment = comment, isolationType = "Full" };
        var json = JsonSerializer.Serialize(body);
        var content = new StringContent(json, Encoding.UTF8, "application/json");
        var response = await _http.PostAsync($"{Base}/machines/{id}/isolate", content);
        response.EnsureSuccessStatusCode();
    }
}
