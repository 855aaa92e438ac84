using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace FaceRek.Tests.Support;

/// <summary>Calls the API like an HR product: JSON over HTTP.</summary>
public static class ApiCalls
{
    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <param name="path">Below <c>/api/v1/</c>, or absolute when it starts with a slash.</param>
    /// <param name="body">Sent as JSON; a string is sent unchanged.</param>
    public static async Task<Answer> CallAsync(
        this HttpClient client,
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/v1/{path}");
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => new StringContent(JsonSerializer.Serialize(body, Wire), Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var response = await client.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Content.Headers.ContentType?.MediaType,
            response.Headers
        );
    }

    public static Task<Answer> AskAsync(this HttpClient client, string path) => client.CallAsync(HttpMethod.Get, path);

    public static Task<Answer> PostAsync(
        this HttpClient client,
        string path,
        object body,
        params (string Name, string Value)[] headers
    ) => client.CallAsync(HttpMethod.Post, path, body, headers);

    public static async Task<Guid> AddPersonAsync(this HttpClient client, string name, string? externalId = null)
    {
        var answer = await client.PostAsync("people", new { name, external_id = externalId });
        Assert.True(answer.Status == 201, answer.Text);
        return answer.Json.GetProperty("id").GetGuid();
    }

    public sealed record Answer(int Status, string Text, string? MediaType, HttpResponseHeaders Headers)
    {
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;

        /// <summary>The error code of a refusal.</summary>
        public string Code => Json.GetProperty("code").GetString()!;

        public (int Status, string Code) Brief => (Status, Code);

        public string? Header(string name) =>
            Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
    }
}
