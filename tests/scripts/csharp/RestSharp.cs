public class RestSharp
{
    public Task Release(RestClient client, string id)
    {
        var request = new RestRequest($"https://api.security.microsoft.com/api/machines/{id}/unisolate", Method.Post);
        request.AddStringBody("{\"comment\": \"x\"}", DataFormat.Json);
        return client.ExecuteAsync(request);
    }

    public Task Offboard(RestClient client, string id)
    {
        var request = new RestRequest($"https://api.security.microsoft.com/api/machines/{id}/offboard", Method.Post);
        request.AddParameter("application/json", "{\"comment\": \"x\"}", ParameterType.RequestBody);
        return client.ExecuteAsync(request);
    }
}
