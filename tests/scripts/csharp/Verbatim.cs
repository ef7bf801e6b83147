public static class Verbatim
{
    private static readonly string Url = string.Format("{0}/api/machines/{1}/tags", "https://api.security.microsoft.com", Id);

    public static async Task Send(HttpClient client)
    {
        var first = @"{""value"": ""a"", ""Action"": ""Add""}";
        await client.PostAsync(Url, new StringContent(first, Encoding.UTF8, "application/json"));
        var second = """{"Value": "a", "action": "Add"}""";
        await client.PostAsync(Url, new StringContent(second, Encoding.UTF8, "application/json"));
        var third = $"{{\"Value\": \"{Tag}\", \"Action\": \"add\"}}";
        await client.PostAsync(Url, new StringContent(third, Encoding.UTF8, "application/json"));
    }
}
