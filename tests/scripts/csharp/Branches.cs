public class Branches
{
    public async Task Send(HttpClient client, string id, bool full)
    {
        object body;
        if (full) { body = new { comment = "x" }; } else { body = new { Comment = "y" }; }
        await client.PostAsJsonAsync($"https://api.security.microsoft.com/api/machines/{id}/offboard", body);
        foreach (var machine in Machines)
        {
            var inner = new { comment = machine.Name };
            await client.PostAsJsonAsync($"https://api.security.microsoft.com/api/machines/{machine.Id}/offboard", inner);
        }
    }
}
