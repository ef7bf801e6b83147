public class PlainText
{
    public Task Send(HttpClient client, string id)
    {
        var json = JsonConvert.SerializeObject(new { Comment = "x" });
        return client.PostAsync($"https://api.security.microsoft.com/api/machines/{id}/unisolate", new StringContent(json));
    }

    public Task Form(HttpClient client, string id)
    {
        var form = new FormUrlEncodedContent(new Dictionary<string, string> { { "Comment", "x" } });
        return client.PostAsync($"https://api.security.microsoft.com/api/machines/{id}/unisolate", form);
    }
}
