public class Messages
{
    public async Task Update(HttpClient client, string id)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, "https://api.security.microsoft.com/api/alerts/" + id);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new StringContent("{\"Status\":\"Resolved\",\"comment\":\"x\"}", Encoding.UTF8, "application/json");
        await client.SendAsync(request);

        using var other = new HttpRequestMessage
        {
            Method = HttpMethod.Post,
            RequestUri = new Uri($"https://api.security.microsoft.com/api/machines/{id}/offboard"),
            Content = JsonContent.Create(new Dictionary<string, string> { ["comment"] = "x" }),
        };
        await client.SendAsync(other);
    }
}
