public class Uris
{
    private static readonly Uri Host = new Uri("https://api.security.microsoft.com");

    public Task Isolate(HttpClient client, string id)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Host, $"/api/machines/{id}/isolate"));
        request.Content = new StringContent("{\"comment\": \"x\", \"IsolationType\": \"Full\"}", Encoding.UTF8, "application/json");
        return client.SendAsync(request);
    }

    public Task Release(HttpClient client, string id) =>
        client.PostAsJsonAsync(new Uri(new Uri("https://api.security.microsoft.com/api/"), $"machines/{id}/unisolat"), new { Comment = "x" });
}
