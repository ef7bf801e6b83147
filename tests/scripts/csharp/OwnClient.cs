public class OwnClient
{
    private readonly string _base = "https://api.security.microsoft.com/api";

    public Task Quarantine(string id, string sha1) =>
        SendAsync(HttpMethod.Post, $"{_base}/machines/{id}/StopAndQuarantineFile", new { Comment = "x", sha1 });

    public Task Scan(string id)
    {
        var request = new RestRequest($"{_base}/machines/{id}/runAntiVirusScan", Method.Post);
        request.AddJsonBody(new { Comment = "x", ScanType = "quick" });
        return _client.ExecuteAsync(request);
    }

    public Task Remove(string id) => _http.DeleteAsync($"{_base}/machines/{id}/offboard");

    public string Release(string id)
    {
        string uri = $"machines/{id}/unisolate";
        string json = JsonSerializer.Serialize(new { comment = "Clean again" });
        return SendApiCall(uri, json, HttpMethod.Post);
    }
}
