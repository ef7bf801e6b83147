public class IsolateTests : IClassFixture<WebApplicationFactory<Program>>
{
    public async Task NeedsAComment()
    {
        var answer = await _factory.CreateClient().PostAsJsonAsync("/api/machines/1/isolate", new { isolationType = "Full" });
        await _real.PostAsJsonAsync("https://api.security.microsoft.com/api/machines/1/offboard", new { comment = "x" });
    }
}
