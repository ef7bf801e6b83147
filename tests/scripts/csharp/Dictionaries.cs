public class Dictionaries
{
    public async Task Add(HttpClient client)
    {
        var indicator = new Dictionary<string, object>
        {
            ["indicatorValue"] = "203.0.113.9",
            ["indicatorType"] = "IpAddress",
            ["title"] = "Beacon",
            { "description", "From the feed" },
        };
        if (block) indicator["action"] = "block";
        indicator.Add("Severity", "High");
        await client.PostAsJsonAsync("https://api.security.microsoft.com/api/indicators", indicator);
    }
}
